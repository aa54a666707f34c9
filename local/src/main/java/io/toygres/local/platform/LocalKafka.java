package io.toygres.local.platform;

import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Command;
import io.toygres.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A Kafka broker on 127.0.0.1: one node that is its own controller (KRaft), in a JVM of its own. */
public final class LocalKafka implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);

    private final Path folder;
    private final boolean throwaway;
    private final int port;
    private final ChildProcess broker;

    private LocalKafka(Path folder, int port, int controllerPort, boolean throwaway) {
        this.folder = folder.toAbsolutePath();
        this.throwaway = throwaway;
        this.port = port;
        writeProperties(controllerPort);
        if (!Files.exists(this.folder.resolve("data/meta.properties"))) {
            format();
        }
        this.broker =
                ChildProcess.start(jvm("kafka", "kafka.Kafka", properties().toString()));
        broker.awaitReady(START, () -> Ports.answers("127.0.0.1", port));
        ToygresTopics.create(bootstrapServers());
    }

    /** Starts a broker that keeps its data in {@code folder}, and creates the topics of Toygres where they are missing. */
    public static LocalKafka start(Path folder, int port) {
        return new LocalKafka(folder, port, Ports.free(), false);
    }

    /** Starts an empty broker on a free port; {@link #close()} deletes it. */
    public static LocalKafka throwaway() {
        try {
            return new LocalKafka(Files.createTempDirectory("toygres-kafka"), Ports.free(), Ports.free(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Value for {@code bootstrap.servers}, such as {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The process of the broker; a test may kill it. */
    public ChildProcess process() {
        return broker;
    }

    @Override
    public void close() {
        if (throwaway) {
            broker.kill();
            Folders.delete(folder);
        } else {
            broker.close();
        }
    }

    private Path properties() {
        return folder.resolve("server.properties");
    }

    private void writeProperties(int controllerPort) {
        Folders.create(folder);
        try {
            Files.writeString(properties(), """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.voters=1@127.0.0.1:%2$d
                    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
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
                    """.formatted(port, controllerPort, folder.resolve("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void format() {
        List<String> arguments =
                List.of("format", "-t", newClusterId(), "-c", properties().toString());
        ChildProcess format =
                ChildProcess.start(jvm("kafka-format", "kafka.tools.StorageTool", arguments.toArray(String[]::new)));
        if (format.onExit().join() != 0) {
            throw new IllegalStateException(
                    "Kafka could not format " + folder + ", see " + folder.resolve("kafka-format.log"));
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
        return new Command(name, command, Map.of(), folder.resolve(name + ".log"));
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

    /** 16 random bytes in URL-safe base64, as {@code kafka-storage random-uuid} prints. */
    private static String newClusterId() {
        UUID id = UUID.randomUUID();
        ByteBuffer bytes =
                ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
