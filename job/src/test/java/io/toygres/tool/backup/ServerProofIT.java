package io.toygres.tool.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.job.JobResult;
import io.toygres.local.platform.PrivateCa;
import io.toygres.local.platform.ServerCertificate;
import io.toygres.tool.testing.JobBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source proves who it is by its certificate, where the Job is given an authority for it. */
final class ServerProofIT {

    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static TestSource source;

    @SuppressWarnings("NullAway.Init")
    private static PrivateCa authority;

    @BeforeAll
    static void serveTls(@TempDir Path temporary) throws IOException {
        folder = temporary;
        source = new TestSource(temporary);
        authority = PrivateCa.in(temporary.resolve("authority"));
        ServerCertificate certificate = authority.issue("source", List.of("127.0.0.1"));
        Path data = Path.of(Objects.requireNonNull(source.value("SHOW data_directory")));
        Files.copy(certificate.certificate(), data.resolve("server.crt"));
        Files.copy(certificate.key(), data.resolve("server.key"));
        source.sql("postgres", "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()");
        source.awaitTrue("SELECT current_setting('ssl')::boolean");
        source.sql("toygres", "CREATE TABLE item AS SELECT generate_series(1, 1000) AS i");
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void aSourceWithTheCertificateOfTheAuthorityIsBackedUp() {
        JobBed bed = source.bedWithPassword("trusting", source.password());
        bed.trust(authority.certificate());

        JobResult run = run(bed);

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(source.result(run).databases()).hasSize(1);
    }

    @Test
    void oneWithAnothersIsAskedForNothing() {
        JobBed bed = source.bedWithPassword("doubting", source.password());
        bed.trust(PrivateCa.in(folder.resolve("another")).certificate());

        JobResult run = run(bed);

        assertThat(run.message()).as(run.log()).contains("\"code\":\"SOURCE_UNREACHABLE\"", "PKIX path");
        assertThat(run.log()).doesNotContain("is dumped");
    }

    private static JobResult run(JobBed bed) {
        String spec = source.spec("toygres").withPatience(3).json();
        return bed.start(new BackupCommand(), "one", spec, source.blobs().localEnvironment())
                .await();
    }
}
