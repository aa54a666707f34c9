package io.toygres.local.platform;

import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * What a broker keeps: its configuration, its data and its logs.
 *
 * @param root absolute
 */
record KafkaFolder(Path root) {

    /**
     * Writes the configuration, and formats the data folder if that has not been done yet.
     *
     * @param port of the broker
     * @param controllerPort of the controller in it, which nobody else uses
     * @param tls a second listener; empty for none
     */
    void prepare(int port, int controllerPort, Optional<KafkaTls> tls) {
        prepare(port, controllerPort, tls, Uuid.randomUuid().toString());
    }

    /**
     * As above.
     *
     * @param newClusterId 16 bytes in URL-safe base64. An id by chance alone begins with "-" once in 64 times; Kafka's own never do
     */
    void prepare(int port, int controllerPort, Optional<KafkaTls> tls, String newClusterId) {
        writeProperties(port, controllerPort, tls);
        if (!Files.exists(metaProperties())) {
            format(newClusterId);
        }
    }

    /** The broker, in a JVM of its own. */
    Command broker() {
        return jvm("kafka", "kafka.Kafka", properties().toString());
    }

    Path metaProperties() {
        return root.resolve("data/meta.properties");
    }

    private Path properties() {
        return root.resolve("server.properties");
    }

    private void writeProperties(int port, int controllerPort, Optional<KafkaTls> tls) {
        Folders.create(root);
        try {
            Files.writeString(properties(), """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.voters=1@127.0.0.1:%2$d
                    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%4$s
                    controller.listener.names=CONTROLLER
                    log.dirs=%3$s
                    auto.create.topics.enable=false
                    offsets.topic.replication.factor=1
                    offsets.topic.num.partitions=4
                    transaction.state.log.replication.factor=1
                    transaction.state.log.min.isr=1
                    transaction.state.log.num.partitions=4
                    share.coordinator.state.topic.replication.factor=1
                    share.coordinator.state.topic.min.isr=1
                    group.initial.rebalance.delay.ms=0
                    log.cleaner.dedupe.buffer.size=8388608
                    num.network.threads=1
                    num.io.threads=2
                    background.threads=2
                    %5$s""".formatted(
                            port,
                            controllerPort,
                            root.resolve("data"),
                            tls.map(KafkaTls::listener).orElse(""),
                            tls.map(KafkaTls::properties).orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void format(String clusterId) {
        ChildProcess format = ChildProcess.start(jvm(
                "kafka-format",
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id=" + clusterId,
                "--config=" + properties()));
        if (format.onExit().join() != 0) {
            throw new IllegalStateException(
                    "Kafka could not format " + root + ", see " + root.resolve("kafka-format.log"));
        }
    }

    private Command jvm(String name, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(
                "-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxMetaspaceSize=128m"));
        command.addAll(List.of("-Xshare:auto", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(List.of(arguments));
        return new Command(name, command, Map.of(), root.resolve(name + ".log"));
    }

    /** The broker's jars stay off the class path of whoever uses this class: the build leaves theirs in a file. */
    private static String classPath() {
        Path file = Checkout.here().kafkaClassPath();
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Build the module local first, it writes " + file, e);
        }
    }
}
