package io.toygres.e2e.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Password;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.cluster.Kubectl;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.process.Outcome;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@NeedsSystem
final class PgDurableE2E {

    @Test
    void keepsItsTypeAndTrustsOnlyItsOwnPod(Toygres toygres, Cluster cluster, Kubectl kubectl) throws SQLException {
        Password password = SpecialPassword.random();
        Instance source = toygres.make(
                NewInstance.empty(Toygres.unique("durable"), password).withImageType("pg_durable"));

        Image image = toygres.backUp(source.id());
        Instance copy = toygres.make(
                NewInstance.restored(Toygres.unique("durable-copy"), image.id()).withImageType("stock"));

        assertThat(image.imageType()).isEqualTo("pg_durable");
        assertThat(copy.imageType()).isEqualTo("pg_durable");
        assertThat(cluster.containerImageOf(copy.id())).isEqualTo(cluster.containerImageOf(source.id()));
        asksForThePasswordFromOutside(toygres.server(copy, password));
        trustsConnectionsFromInside(kubectl, cluster.podOf(copy.id()));
    }

    private static void asksForThePasswordFromOutside(Server server) throws SQLException {
        assertThat(server.query("postgres", "SELECT current_user")).containsExactly("postgres");
        assertThatThrownBy(() -> server.as("postgres", new Password("wrong")).query("postgres", "SELECT 1"))
                .hasMessageContaining("password authentication failed");
    }

    /** As the pg_durable background worker connects: over TCP, to its own pod, without a password. */
    private static void trustsConnectionsFromInside(Kubectl kubectl, String pod) {
        Outcome inside = kubectl.run(
                "exec",
                pod,
                "--container",
                "postgres",
                "--",
                "psql",
                "--host=127.0.0.1",
                "--username=postgres",
                "--no-password",
                "--tuples-only",
                "--no-align",
                "--command=SELECT inet_server_addr() || ' ' || current_user");
        assertThat(inside.exitCode()).as(inside.output()).isZero();
        assertThat(inside.output()).contains("127.0.0.1/32 postgres");
    }
}
