package io.toygres.provisioner.system;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.toygres.local.platform.Checkout;
import io.toygres.local.platform.LocalKafka;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.localcluster.LocalCluster;
import io.toygres.localcluster.LocalClusterConfig;
import io.toygres.localcluster.fault.Faults;
import io.toygres.localcluster.fault.Faults.DnsDelay;
import io.toygres.localcluster.fault.TokenFault;
import io.toygres.provisioner.authority.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the service needs around it, all real but the cluster, which runs its containers as processes. Names that begin with
 * {@code slow-} appear after 2 s and those with {@code never-} not at all: the test's JVM looks names up in the cluster's
 * hosts file, see the module's pom.xml.
 */
public class LocalSystem implements QuarkusTestResourceLifecycleManager {

    private static final Path FOLDER = Path.of("target/cluster");

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    @Override
    public Map<String, String> start() {
        try {
            var database = LocalPostgres.throwaway();
            started.push(database);
            var broker = LocalKafka.throwaway();
            started.push(broker);
            var kubernetes = LocalCluster.throwaway(clusterConfig());
            started.push(kubernetes);
            return settings(database, broker, kubernetes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static LocalClusterConfig clusterConfig() {
        var names =
                List.of(new DnsDelay("slow-*", Duration.ofSeconds(2)), new DnsDelay("never-*", Duration.ofMinutes(10)));
        return LocalClusterConfig.in(FOLDER)
                .withTools(Checkout.here().tools())
                .withBackoff(Duration.ofMillis(200))
                .withFaults(new Faults(
                        names, Duration.ofMillis(100), List.of(), Duration.ZERO, TokenFault.VALID, List.of()));
    }

    private static Map<String, String> settings(LocalPostgres database, LocalKafka broker, LocalCluster kubernetes)
            throws IOException {
        // As KUBECONFIG for a process: Quarkus fixes its own properties of the client when it builds.
        System.setProperty("kubeconfig", kubernetes.kubeconfig().toString());
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.test-port", "0");
        settings.put("toygres.database.url", database.url());
        settings.put("toygres.database.acquisition-timeout", "60s");
        settings.put("quarkus.datasource.password", database.password("provisioner"));
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("toygres.keyring.file", keyring().toString());
        TestAuthority.CaFiles authority = TestAuthority.make("system-ca-");
        settings.put("toygres.ca.certificates-file", authority.certificates().toString());
        settings.put("toygres.ca.key-file", authority.key().toString());
        settings.put("toygres.command-keys.file", keyring().toString());
        settings.put("toygres.blob.container-url", "https://devstoreaccount1.blob.core.windows.net/images");
        settings.put("toygres.dns-suffix", "toygres.test");
        settings.put("toygres.instance.memory", "256Mi");
        settings.put("toygres.readiness.patience", "2s");
        settings.put("toygres.test-connection.first-delay", "200ms");
        settings.put("toygres.test-connection.longest-delay", "1s");
        return settings;
    }

    private static Path keyring() throws IOException {
        Path file = FOLDER.resolve("keyring");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, "k1:" + "A".repeat(43) + "=\n").toAbsolutePath();
    }

    @Override
    public void stop() {
        try {
            while (!started.isEmpty()) {
                started.pop().close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("left running: " + started, e);
        }
    }
}
