package io.toygres.e2e.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Patience;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.LocalProcesses;
import io.toygres.e2e.process.SecondReplica;
import io.toygres.e2e.sut.LocalSystem;
import io.toygres.e2e.sut.LocalSystem.Cms;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@NeedsSystem
final class OrphanedVolumeE2E {

    private static final Map<String, String> WATCHFUL =
            Map.of("TOYGRES_RECONCILIATION_EVERY", "1S", "TOYGRES_RECONCILIATION_FIRST_AFTER", "1S");

    @Test
    void isReportedAsLongAsItIsThereAndNotRemoved(Toygres toygres, Cluster cluster, LocalProcesses processes)
            throws Exception {
        LocalSystem local = toygres.system().local().orElseThrow();
        UUID owner = UUID.randomUUID();
        String claim = cluster.createStrayClaim("left-behind", owner);
        try (SecondReplica watchful = new SecondReplica("api-service", processes, local, WATCHFUL)) {
            watchful.awaitReady();
            Patience.until(
                    "the PVC is reported", () -> state(local.cms(), owner).equals("open"));

            assertThat(cluster.objectsOfInstance(owner)).containsExactly("PersistentVolumeClaim/" + claim);

            cluster.deleteClaim(claim);
            Patience.until("the PVC is gone", () -> state(local.cms(), owner).equals("gone"));
        } finally {
            cluster.deleteClaim(claim);
        }
    }

    /** {@code open}, or how it ended; {@code unknown} before it was seen. */
    private static String state(Cms cms, UUID owner) {
        try (Connection connection = DriverManager.getConnection(
                        cms.jdbcUrl(), cms.username(), cms.password().value());
                PreparedStatement query = connection.prepareStatement(
                        "SELECT coalesce(outcome, 'open') FROM cms.orphans WHERE subject = ?")) {
            query.setObject(1, owner);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "unknown";
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the orphans can't be read", e);
        }
    }
}
