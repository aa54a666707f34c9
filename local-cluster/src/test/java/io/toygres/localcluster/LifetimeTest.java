package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No process, listener or address of a cluster outlives it. */
class LifetimeTest {
    /** A cluster in a JVM of its own, until that is killed. */
    static final class Main {
        private Main() {}

        static void main(String[] arguments) throws Exception {
            String marker = arguments[1];
            LocalCluster cluster = LocalCluster.start(LocalClusterConfig.in(Path.of(arguments[0])));
            try (KubernetesClient client = ClusterTest.client(cluster)) {
                client.resource(ClusterTest.job("endless", "sleep 600 # " + marker))
                        .create();
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void closingEndsProcessesAndListeners(@TempDir Path directory) throws Exception {
        String marker = UUID.randomUUID().toString();
        LocalCluster cluster = LocalCluster.start(LocalClusterConfig.in(directory));
        try (KubernetesClient client = ClusterTest.client(cluster)) {
            client.resource(ClusterTest.job("endless", "sleep 600 # " + marker)).create();
            ClusterTest.await(() -> runs(marker));
        }

        cluster.close();

        assertThat(runs(marker)).isFalse();
        assertThat(directory.resolve("kubeconfig")).doesNotExist();
        int port = URI.create(cluster.url()).getPort();
        assertThatIOException().isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    @Test
    void killingTheJvmEndsTheProcesses(@TempDir Path directory) throws Exception {
        String marker = UUID.randomUUID().toString();
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        directory.toString(),
                        marker)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        ClusterTest.await(() -> runs(marker) || !jvm.isAlive());
        assertThat(jvm.isAlive())
                .withFailMessage(() -> read(directory.resolve("output")))
                .isTrue();

        jvm.destroyForcibly().waitFor();

        ClusterTest.await(() -> !runs(marker));
        LocalCluster.start(LocalClusterConfig.in(directory)).close();
    }

    /** Whether a container with the marker in its command runs; the JVM that starts it has the marker, too. */
    private static boolean runs(String marker) {
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            return processes.anyMatch(process -> process.info()
                    .commandLine()
                    .filter(line -> line.contains("# " + marker))
                    .isPresent());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
