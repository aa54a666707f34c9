package io.toygres.image.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.contract.OperationId;
import io.toygres.image.CommandsAndEvents;
import io.toygres.image.LocalPlatform;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Ids are those of {@code released/rows.sql}. The cluster is empty: a Job that is made stays as it is. */
@QuarkusTest
@QuarkusTestResource(LocalPlatform.class)
@QuarkusTestResource(value = ReleasedDatabase.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // the fields are injected
final class UpgradeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Neither at its end nor waiting for a Job that it has made. */
    private static final String STUCK = """
            SELECT step || ' of ' || id FROM operation
            WHERE finished_at IS NULL AND NOT (step = 'await-job' AND wait_reason IS NOT NULL AND NOT leased) ORDER BY 1""";

    @Inject
    CommandsAndEvents kafka;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void goesOnWithOperationsAtEveryStepAndInEveryState() throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!rows(STUCK).isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.sleep(100);
        }

        assertThat(rows(STUCK)).isEmpty();
        assertThat(rows("SELECT id FROM operation WHERE failure_code = 'INTERNAL_ERROR'"))
                .isEmpty();
        assertThat(rows("SELECT DISTINCT status FROM operation WHERE type = 'delete-image'"))
                .containsExactly("done");
        assertThat(rows("SELECT failure_code FROM operation WHERE id::text ~ '0(10|11|12)$' ORDER BY id"))
                .containsExactly("CANCELLED", "DUMP_FAILED", "CANCELLED");
    }

    @Test
    void leavesOperationsAloneThatHadEnded() throws Exception {
        assertThat(
                        rows(
                                "SELECT status || ' ' || sequence FROM operation WHERE id::text ~ '0(13|14|24)$' AND finished_at < now() - interval '1 hour' ORDER BY id"))
                .containsExactly("done 3", "failed 3", "done 3");
    }

    @Test
    void sendsTheEventsThatWaited() {
        kafka.await(OperationId.parse("e0000000-0000-4000-8000-000000000013"), ImageProgressed.class);
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
