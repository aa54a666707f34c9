package io.toygres.local.platform;

import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A Kafka broker on 127.0.0.1: one node that is its own controller (KRaft), in a JVM of its own. */
public final class LocalKafka implements LocalServer {

    /** As Azure Event Hubs calls whoever logs in. */
    public static final String PLAIN_USER = "$ConnectionString";

    /** The fewest that Kafka takes. */
    private static final int SCRAM_ITERATIONS = 4096;

    private final KafkaFolder folder;
    private final boolean throwaway;
    private final int port;
    private final ChildProcess broker;

    private final Optional<KafkaTls> tls;

    private LocalKafka(Path folder, int port, int controllerPort, boolean throwaway, Optional<KafkaTls> tls) {
        this.tls = tls;
        this.folder = new KafkaFolder(folder.toAbsolutePath());
        this.throwaway = throwaway;
        this.port = port;
        this.folder.prepare(port, controllerPort, tls);
        this.broker = ChildProcess.start(this.folder.broker());
    }

    /** Starts a broker that keeps its data in {@code folder}; {@link #awaitReady()} waits until it serves. */
    public static LocalKafka launch(Path folder, int port) {
        return new LocalKafka(folder, port, Ports.free(), false, Optional.empty());
    }

    /** As {@link #launch}, and waits until it serves. */
    public static LocalKafka start(Path folder, int port) {
        return launch(folder, port).ready();
    }

    /** Starts an empty broker on a free port; {@link #close()} deletes it. */
    public static LocalKafka throwaway() {
        return throwaway(temporaryFolder(), Optional.empty());
    }

    /**
     * As {@link #throwaway()}, with a second listener, {@link #secureServers()}, that speaks TLS and asks for a password: by SCRAM-SHA-512
     * whom {@link #letIn} names, by PLAIN {@link #PLAIN_USER}.
     */
    public static LocalKafka throwaway(ServerCertificate certificate) {
        Path folder = temporaryFolder();
        Path both = folder.resolve("listener.pem");
        try {
            Secrets.write(both, Files.readString(certificate.key()) + Files.readString(certificate.certificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return throwaway(folder, Optional.of(new KafkaTls(Ports.free(), both, PLAIN_USER, Secrets.random())));
    }

    private static LocalKafka throwaway(Path folder, Optional<KafkaTls> tls) {
        return new LocalKafka(folder, Ports.free(), Ports.free(), true, tls).ready();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("toygres-kafka");
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

    /** Value for {@code bootstrap.servers} of the listener with TLS. */
    public String secureServers() {
        return "127.0.0.1:" + tls.orElseThrow().port();
    }

    public String plainPassword() {
        return tls.orElseThrow().plainPassword();
    }

    /** What a service is told to come in by {@link #secureServers()} as that user, whom it lets in. */
    public Map<String, String> clientSettings(String user, PrivateCa trusted) {
        String password = Secrets.random();
        letIn(user, password);
        return Map.of(
                "kafka.bootstrap.servers",
                secureServers(),
                "kafka.security.protocol",
                "SASL_SSL",
                "kafka.sasl.mechanism",
                "SCRAM-SHA-512",
                "kafka.sasl.jaas.config",
                login(user, password),
                "kafka.ssl.truststore.type",
                "PEM",
                "kafka.ssl.truststore.location",
                trusted.certificate().toString());
    }

    /** Value for {@code sasl.jaas.config} by SCRAM. */
    public static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    /** From now on the user comes in by this password, and by no other. */
    public void letIn(String user, String password) {
        var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, credential, password)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not take the password", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
