package io.toygres.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Patience;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.LocalProcesses;
import io.toygres.e2e.sut.LocalSystem.Cms;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@NeedsSystem
@Isolated("it stops what other tests need")
final class StoppedServiceE2E {

    /** Storage that does not answer keeps a step at work until the service is asked to end. */
    @Test
    void handsBackTheLeaseOfAStepThatIsAtWork(Toygres toygres, SmallSource small, LocalProcesses processes)
            throws Exception {
        Cms cms = toygres.system().local().orElseThrow().cms();
        processes.freeze("azurite");
        UUID operation;
        try {
            operation = toygres.begin(new NewImage(
                            Toygres.unique("stopped"), small.instance().id()))
                    .operationId();
            Lease before = leaseOfStepAtWork(cms, operation);

            processes.stop("image-service");

            Lease after = lease(cms, operation);
            // A new process may have leased it by now; a lease that had only run out would have been counted once less.
            assertThat(after.token() - before.token())
                    .as("leases given back or taken since %s, now %s", before, after)
                    .isEqualTo(after.held() ? 2 : 1);
        } finally {
            processes.thaw("azurite");
            Patience.until("the service is there again", () -> processes.isAlive("image-service"));
        }
        toygres.succeed(operation);
    }

    /** Of a storage that was away before, the service may refuse at once to ask it: such a step holds its lease for a moment only. */
    private static Lease leaseOfStepAtWork(Cms cms, UUID operation) throws InterruptedException {
        while (true) {
            Patience.until(
                    "a step asks the storage", () -> lease(cms, operation).of("claim-image"));
            Lease seen = lease(cms, operation);
            TimeUnit.SECONDS.sleep(1);
            if (seen.of("claim-image") && seen.equals(lease(cms, operation))) {
                return seen;
            }
        }
    }

    /** @param token counts the times that the operation was leased or given back */
    private record Lease(String step, boolean held, long token) {
        boolean of(String other) {
            return held && step.equals(other);
        }
    }

    private static Lease lease(Cms cms, UUID operation) {
        try (Connection connection = DriverManager.getConnection(
                        cms.jdbcUrl(), cms.username(), cms.password().value());
                PreparedStatement query = connection.prepareStatement(
                        "SELECT step, leased, fencing_token FROM image.operation WHERE id = ?")) {
            query.setObject(1, operation);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? new Lease(row.getString(1), row.getBoolean(2), row.getLong(3))
                        : new Lease("", false, 0);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the operation's row can't be read", e);
        }
    }
}
