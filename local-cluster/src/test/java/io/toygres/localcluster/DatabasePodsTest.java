package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.toygres.localcluster.fault.Faults;
import io.toygres.localcluster.fault.Faults.DnsDelay;
import io.toygres.localcluster.fault.TokenFault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PostgreSQL in a StatefulSet, with its claim and its Service. */
class DatabasePodsTest extends ClusterTest {
    private static final String WHERE_FROM = "SELECT inet_client_addr()";

    private Database database;

    @Override
    LocalClusterConfig config(Path where) {
        Duration never = Duration.ofHours(1);
        return super.config(where)
                .withFaults(new Faults(
                        List.of(new DnsDelay("slow-*", never)),
                        Duration.ZERO,
                        List.of(),
                        Duration.ZERO,
                        TokenFault.VALID,
                        List.of()));
    }

    @BeforeAll
    void createDatabase() throws Exception {
        database = Database.create(client);
    }

    @AfterAll
    void deleteDatabase() throws Exception {
        database.delete();
    }

    @Test
    void aConnectionFromOutsideNeedsThePassword() throws Exception {
        assertThat(database.query("right", WHERE_FROM)).isEqualTo("127.0.0.2");
        assertThat(database.query("wrong", WHERE_FROM)).contains("password authentication failed");
    }

    @Test
    void aConnectionFromInsideNeedsNone() throws Exception {
        assertThat(inside("psql", "-w", "-h", "127.0.0.1", "-U", "postgres", "-Atc", "SHOW shared_preload_libraries"))
                .isEqualTo("pg_durable");
    }

    @Test
    void aConnectionFromInsideToThePodsAddressNeedsThePassword() throws Exception {
        String address = database.pod().getStatus().getPodIP();

        assertThat(inside("bash", "-c", "psql -w -h " + address + " -U postgres -Atc 'SELECT 1' 2>&1 || true"))
                .contains("no password supplied");
        assertThat(inside(
                        "bash", "-c", "PGPASSWORD=right psql -h " + address + " -U postgres -Atc '" + WHERE_FROM + "'"))
                .isEqualTo(address);
    }

    /** What a command prints that succeeds in the database's container. */
    private String inside(String... command) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (var exec = client.pods()
                .inNamespace(NAMESPACE)
                .withName("db-0")
                .writingOutput(output)
                .exec(command)) {
            assertThat(exec.exitCode().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isZero();
        }
        return output.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void theNameOfALoadBalancerAppearsAfterItsDelay() throws Exception {
        String address = database.service()
                .getStatus()
                .getLoadBalancer()
                .getIngress()
                .getFirst()
                .getIp();
        await(() -> Files.readString(cluster.hostsFile()).contains(address + " quick.toygres.test"));

        Service slow = client.resource(database.service()).item();
        slow.setStatus(null);
        slow.setMetadata(new ObjectMetaBuilder()
                .withName("slow")
                .withNamespace(NAMESPACE)
                .addToAnnotations("service.beta.kubernetes.io/azure-dns-label-name", "slow-one")
                .build());
        slow.getSpec().setClusterIP(null);
        slow.getSpec().setClusterIPs(null);
        client.resource(slow).create();
        await(() -> Files.readString(cluster.hostsFile()).contains("slow.toygres-managed.svc"));
        assertThat(Files.readString(cluster.hostsFile())).doesNotContain("slow-one");

        control("PUT", "/toygres-local/faults", "{\"dns\":[]}");
        await(() -> Files.readString(cluster.hostsFile()).contains("slow-one.toygres.test"));
        client.resource(slow).delete();
        await(() -> !Files.readString(cluster.hostsFile()).contains("slow"));
    }

    @Test
    void aPodThatDiesIsReplacedOnTheSameVolume() throws Exception {
        Pod before = database.pod();

        control(
                "POST",
                "/toygres-local/faults/kill-pod",
                "{\"namespace\":\"" + NAMESPACE + "\",\"selector\":{\"app\":\"db\"},\"mode\":\"delete\"}");

        await(() -> database.pod() != null
                && !database.pod()
                        .getMetadata()
                        .getUid()
                        .equals(before.getMetadata().getUid()));
        database.awaitReady();
        assertThat(database.query("right", WHERE_FROM)).isEqualTo("127.0.0.2");
    }
}
