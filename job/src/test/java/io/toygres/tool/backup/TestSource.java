package io.toygres.tool.backup;

import io.toygres.contract.ContractJson;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.ImageDatabase;
import io.toygres.contract.image.ImageDocuments;
import io.toygres.contract.job.Verdict;
import io.toygres.local.job.JobBlobs;
import io.toygres.local.job.JobResult;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.process.Pause;
import io.toygres.tool.testing.JobBed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server to back up, Blob Storage to do so to, and the program in between. */
final class TestSource implements AutoCloseable {

    private final Path folder;
    private final JobBlobs blobs;
    private final LocalPostgres postgres;
    private final JobBed bed;

    TestSource(Path folder) {
        this.folder = folder;
        this.blobs = JobBlobs.start(folder.resolve("blobs"));
        this.postgres = LocalPostgres.throwaway();
        this.bed = JobBed.in(folder.resolve("right"), postgres.password("postgres"));
    }

    JobBlobs blobs() {
        return blobs;
    }

    int port() {
        return postgres.port();
    }

    String password() {
        return postgres.password("postgres");
    }

    JobBed bed() {
        return bed;
    }

    JobBed bedWithPassword(String name, String password) {
        return JobBed.in(folder.resolve(name), password);
    }

    Connection connect(String database) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s"
                .formatted(port(), URLEncoder.encode(database, StandardCharsets.UTF_8));
        return DriverManager.getConnection(url, "postgres", password());
    }

    /** Runs statements, each by itself. */
    void sql(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nullable
    String value(String query) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a query of one boolean says yes. */
    void awaitTrue(String query) {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        while (!"t".equals(value(query))) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("not true in time: " + query);
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    JobBed.Run start(Spec spec) {
        return bed.start(new BackupCommand(), "one", spec.json(), blobs.localEnvironment());
    }

    JobResult run(Spec spec) {
        return start(spec).await();
    }

    BackupResult result(JobResult run) {
        try {
            Verdict.BackedUp verdict = ContractJson.mapper().readValue(run.message(), Verdict.BackedUp.class);
            return ImageDocuments.result(blobs.get(verdict.result()));
        } catch (IOException e) {
            throw new UncheckedIOException(run.message() + run.log(), e);
        }
    }

    static ImageDatabase database(BackupResult result, String name) {
        return result.databases().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Spec spec(String... databases) {
        return new Spec(UUID.randomUUID().toString(), port(), List.of(databases), 60, 1_000_000_000L, 15);
    }

    @Override
    public void close() {
        postgres.close();
        blobs.close();
    }

    /** What the program is told. */
    record Spec(String image, int port, List<String> databases, int patience, long rowCountLimit, int version) {

        Spec withPatience(int seconds) {
            return new Spec(image, port, databases, seconds, rowCountLimit, version);
        }

        Spec withPort(int other) {
            return new Spec(image, other, databases, patience, rowCountLimit, version);
        }

        Spec withRowCountLimit(long bytes) {
            return new Spec(image, port, databases, patience, bytes, version);
        }

        Spec withVersion(int major) {
            return new Spec(image, port, databases, patience, rowCountLimit, major);
        }

        String json() {
            try {
                return ContractJson.mapper()
                        .writeValueAsString(Map.of(
                                "image_id",
                                image,
                                "operation_id",
                                UUID.randomUUID(),
                                "source",
                                Map.of("host", "127.0.0.1", "port", port, "user", "postgres"),
                                "postgres_version",
                                String.valueOf(version),
                                "databases",
                                databases,
                                "blob_container_url",
                                JobBlobs.CONTAINER,
                                "source_patience_seconds",
                                patience,
                                "row_count_limit_bytes",
                                rowCountLimit));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
