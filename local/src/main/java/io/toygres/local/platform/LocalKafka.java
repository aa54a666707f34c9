package io.toygres.local.platform;

import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A Kafka broker on 127.0.0.1: one node that is its own controller (KRaft), in a JVM of its own. */
public final class LocalKafka implements LocalServer {
    private final KafkaFolder folder;
    private final boolean throwaway;
    private final int port;
    private final ChildProcess broker;

    private LocalKafka(Path folder, int port, int controllerPort, boolean throwaway) {
        this.folder = new KafkaFolder(folder.toAbsolutePath());
        this.throwaway = throwaway;
        this.port = port;
        this.folder.prepare(port, controllerPort);
        this.broker = ChildProcess.start(this.folder.broker());
    }

    /** Starts a broker that keeps its data in {@code folder}; {@link #awaitReady()} waits until it serves. */
    public static LocalKafka launch(Path folder, int port) {
        return new LocalKafka(folder, port, Ports.free(), false);
    }

    /** As {@link #launch}, and waits until it serves. */
    public static LocalKafka start(Path folder, int port) {
        return launch(folder, port).ready();
    }

    /** Starts an empty broker on a free port; {@link #close()} deletes it. */
    public static LocalKafka throwaway() {
        try {
            return new LocalKafka(Files.createTempDirectory("toygres-kafka"), Ports.free(), Ports.free(), true).ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LocalKafka ready() {
        awaitReady();
        return this;
    }

    /** Also creates the topics of Toygres where they are missing. */
    @Override
    public void awaitReady() {
        broker.awaitReady(() -> Ports.answers("127.0.0.1", port));
        ToygresTopics.create(bootstrapServers());
    }

    /** Value for {@code bootstrap.servers}, such as {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public long pid() {
        return broker.pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return broker.onExit();
    }

    @Override
    public void close() {
        if (throwaway) {
            broker.kill();
            Folders.delete(folder.root());
        } else {
            broker.close();
        }
    }
}
