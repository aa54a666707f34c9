package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.localcluster.fault.Faults;
import io.toygres.localcluster.fault.TokenFault;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is closed and started again in the same directory. */
class RestartTest {
    private Path directory;
    private LocalCluster cluster;
    private KubernetesClient client;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        cluster = open(Duration.ZERO);
        client = ClusterTest.client(cluster);
    }

    private LocalCluster open(Duration dnsDelay) throws Exception {
        return LocalCluster.start(LocalClusterConfig.in(directory)
                .withBackoff(Duration.ofMillis(50))
                .withFaults(new Faults(List.of(), dnsDelay, List.of(), Duration.ZERO, TokenFault.VALID, List.of())));
    }

    private void restart(Duration dnsDelay) throws Exception {
        stop();
        cluster = open(dnsDelay);
        client = ClusterTest.client(cluster);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        cluster.close();
    }

    @Test
    void aDatabaseHasItsRowsItsAddressesAndItsNameAgain() throws Exception {
        Database database = Database.create(client);
        database.query("right", "CREATE TABLE kept AS SELECT 'still here' AS word");
        ClusterTest.await(() -> Files.readString(cluster.hostsFile()).contains("quick.toygres.test"));
        Service before = database.service();
        Pod podBefore = database.pod();

        // No name that has to wait would appear while this test runs.
        restart(Duration.ofHours(1));

        Database again = new Database(client, database.objects());
        ClusterTest.await(() -> again.pod() != null && !uid(again.pod()).equals(uid(podBefore)));
        again.awaitReady();
        assertThat(again.query("right", "SELECT word FROM kept")).isEqualTo("still here");
        assertThat(uid(again.service())).isEqualTo(uid(before));
        assertThat(again.service().getSpec().getClusterIP())
                .isEqualTo(before.getSpec().getClusterIP());
        assertThat(again.service().getStatus()).isEqualTo(before.getStatus());
        ClusterTest.await(() -> Files.readString(cluster.hostsFile()).contains("quick.toygres.test"));
        again.delete();
    }

    @Test
    void aJobGoesOnWithoutCountingThePodThatWasLost() throws Exception {
        Job job = client.resource(ClusterTest.ignoringDisruptions(ClusterTest.job("interrupted", "exec sleep 600")))
                .create();
        ClusterTest.await(() -> phases(job).contains("Running"));

        restart(Duration.ZERO);

        ClusterTest.await(() -> phases(job).contains("Running"));
        assertThat(phases(job)).containsExactlyInAnyOrder("Failed", "Running");
        assertThat(client.resource(job).get().getStatus().getFailed()).isNull();
    }

    @Test
    void aPodThatHadEndedStillHasItsLog() throws Exception {
        Job job = client.resource(ClusterTest.job("done", "echo the last line")).create();
        ClusterTest.await(() -> phases(job).contains("Succeeded"));

        restart(Duration.ZERO);

        assertThat(client.pods()
                        .resource(ClusterTest.podsOf(client, job).getFirst())
                        .getLog())
                .isEqualTo("the last line\n");
        client.resource(job).delete();
        ClusterTest.await(() -> directory.resolve("pods").toFile().list().length == 0);
    }

    @Test
    void tokensStayValid() throws Exception {
        String keys = client.raw("/openid/v1/jwks");

        restart(Duration.ZERO);

        assertThat(client.raw("/openid/v1/jwks")).isEqualTo(keys);
    }

    @Test
    void versionsGoOnAndOldWatchersAreToldToListAgain() throws Exception {
        String old = client.namespaces().list().getMetadata().getResourceVersion();
        String uid = uid(client.namespaces().withName("default").get());

        restart(Duration.ZERO);

        var list = client.namespaces().list();
        assertThat(Long.parseLong(list.getMetadata().getResourceVersion())).isGreaterThanOrEqualTo(Long.parseLong(old));
        assertThat(uid(client.namespaces().withName("default").get())).isEqualTo(uid);
        assertThat(client.raw("/api/v1/namespaces?watch=true&timeoutSeconds=1&resourceVersion=1"))
                .contains("\"code\":410");
    }

    @Test
    void twoClustersSideBySideHaveAddressesOfTheirOwn(@TempDir Path other) throws Exception {
        try (LocalCluster second = LocalCluster.start(LocalClusterConfig.in(other));
                KubernetesClient its = ClusterTest.client(second)) {
            assertThat(node(its)).isNotEqualTo(node(client));
            assertThat(URI.create(second.url()).getPort())
                    .isNotEqualTo(URI.create(cluster.url()).getPort());
        }
    }

    private static String node(KubernetesClient client) {
        return client.nodes()
                .list()
                .getItems()
                .getFirst()
                .getStatus()
                .getAddresses()
                .getFirst()
                .getAddress();
    }

    private List<String> phases(Job job) {
        return ClusterTest.podsOf(client, job).stream()
                .map(pod -> pod.getStatus().getPhase())
                .toList();
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }
}
