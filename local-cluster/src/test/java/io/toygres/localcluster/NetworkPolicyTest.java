package io.toygres.localcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a container can reach of the network: what the policies leave it. */
class NetworkPolicyTest extends ClusterTest {
    private static final Map<String, String> CONFINED = Map.of("network", "confined");

    private final List<NetworkPolicy> policies = new ArrayList<>();

    @AfterEach
    void removePolicies() {
        policies.forEach(policy -> client.resource(policy).delete());
        policies.clear();
    }

    @Test
    void aPodWithoutAPolicySharesTheMachinesNetwork() throws Exception {
        try (ServerSocket server = listen()) {
            assertThat(log(job("free", connect("127.0.0.1", server.getLocalPort()))))
                    .isEqualTo("open\n");
        }
    }

    @Test
    void aConfinedPodReachesTheAddressesOfThePolicyAndNothingElse() throws Exception {
        try (ServerSocket allowed = listen();
                ServerSocket other = listen()) {
            policy("egress", policy -> policy.editSpec()
                    .addToPolicyTypes("Egress")
                    .addNewEgress()
                    .addNewTo()
                    .withNewIpBlock()
                    .withCidr("127.0.0.1/32")
                    .endIpBlock()
                    .endTo()
                    .addNewPort()
                    .withNewPort(allowed.getLocalPort())
                    .endPort()
                    .endEgress()
                    .endSpec());

            answerOnce(allowed);
            String talk =
                    "exec 3<> /dev/tcp/127.0.0.1/" + allowed.getLocalPort() + "; echo hello >&3; cat <&3; exec 3>&-\n";
            assertThat(log(confined(job("talk", talk)))).isEqualTo("HELLO\n");
            String api = cluster.url().replaceFirst(".*:", "");
            assertThat(log(confined(job(
                            "confined",
                            connect("127.0.0.1", allowed.getLocalPort())
                                    + connect("127.0.0.1", other.getLocalPort())
                                    + connect("127.0.0.1", Integer.parseInt(api))
                                    + connect("169.254.169.254", 80)))))
                    .isEqualTo("open\nclosed\nclosed\nclosed\n");
        }
    }

    @Test
    void aServiceIsReachedWhenBothPodsPoliciesSaySo() throws Exception {
        Database database = Database.create(client);
        try {
            String address = database.service().getSpec().getClusterIP();
            policy(
                    "none",
                    policy -> policy.editSpec().addToPolicyTypes("Egress").endSpec());
            assertThat(log(confined(job("one", connect(address, 5432))))).isEqualTo("closed\n");

            policy("to-database", policy -> policy.editSpec()
                    .addToPolicyTypes("Egress")
                    .addNewEgress()
                    .addNewTo()
                    .withNewPodSelector()
                    .addToMatchLabels("app", "db")
                    .endPodSelector()
                    .endTo()
                    .addNewPort()
                    .withNewPort(5432)
                    .endPort()
                    .endEgress()
                    .endSpec());
            assertThat(log(confined(job("two", connect(address, 5432) + connect("db-svc.toygres-managed.svc", 5432)))))
                    .isEqualTo("open\nopen\n");
            String query = "PGPASSWORD=right psql -h db-svc.toygres-managed.svc -U postgres -Atc"
                    + " \"SELECT count(*) || ' ' || host(inet_client_addr()) FROM generate_series(1, 1000)\"";
            assertThat(log(confined(job("query", query)))).isEqualTo("1000 127.0.0.2\n");

            policy("from-nobody", policy -> policy.editSpec()
                    .addToPolicyTypes("Ingress")
                    .editPodSelector()
                    .withMatchLabels(Map.of("app", "db"))
                    .endPodSelector()
                    .endSpec());
            assertThat(log(confined(job("three", connect(address, 5432))))).isEqualTo("closed\n");
            assertThat(database.query("wrong", "SELECT 1")).contains("password");
        } finally {
            database.delete();
        }
    }

    @Test
    void aWayOpensAndClosesWhileThePodRuns() throws Exception {
        policy("none", policy -> policy.editSpec().addToPolicyTypes("Egress").endSpec());
        try (ServerSocket server = listen()) {
            Job job = confined(job(
                    "waiting",
                    "until [[ $(" + connect("127.0.0.1", server.getLocalPort()) + ") = open ]]; do sleep 0.1; done\n"
                            + "echo opened\nuntil [[ $(" + connect("127.0.0.1", server.getLocalPort())
                            + ") = closed ]]; do sleep 0.1; done\necho closed"));
            run(job);
            await(() -> podsOf(job).stream()
                    .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase())));
            NetworkPolicy later = policy("later", policy -> policy.editSpec()
                    .addToPolicyTypes("Egress")
                    .addNewEgress()
                    .addNewTo()
                    .withNewIpBlock()
                    .withCidr("127.0.0.1/32")
                    .endIpBlock()
                    .endTo()
                    .addNewPort()
                    .withNewPort(server.getLocalPort())
                    .endPort()
                    .endEgress()
                    .endSpec());
            await(() -> client.pods().resource(podsOf(job).getFirst()).getLog().contains("opened"));
            client.resource(later).delete();
            assertThat(conditions(awaitEnd(job))).contains("Complete");
        }
    }

    /** Prints {@code open} or {@code closed}. */
    private static String connect(String host, int port) {
        return "(timeout 5 bash -c ': < /dev/tcp/" + host + "/" + port + "') 2>/dev/null && echo open || echo closed\n";
    }

    private static ServerSocket listen() throws Exception {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Answers one connection with what it has sent, in upper case. */
    private static void answerOnce(ServerSocket server) {
        Thread.ofVirtual().start(() -> {
            try (Socket client = server.accept();
                    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
                client.getOutputStream()
                        .write((Objects.requireNonNull(in.readLine()).toUpperCase(Locale.ROOT) + "\n").getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Job confined(Job job) {
        job.getSpec()
                .getTemplate()
                .setMetadata(new ObjectMetaBuilder().withLabels(CONFINED).build());
        return job;
    }

    private NetworkPolicy policy(String name, UnaryOperator<NetworkPolicyBuilder> rules) {
        NetworkPolicyBuilder builder = new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(CONFINED)
                .endPodSelector()
                .endSpec();
        NetworkPolicy policy = client.resource(rules.apply(builder).build()).create();
        policies.add(policy);
        return policy;
    }

    /** What its one container has printed when the Job is over. */
    private String log(Job job) {
        return client.pods().resource(podsOf(awaitEnd(run(job))).getFirst()).getLog();
    }
}
