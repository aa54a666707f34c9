package io.toygres.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.toygres.background.BackgroundLoop;
import io.toygres.background.BackgroundLoop.Bounds;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jboss.logging.Logger;

/**
 * Whether the broker lets the service in. A wrong password, or a broker that can't prove who it is, passes by itself as little as a name
 * that does not resolve, and Kafka's clients would only log it. A broker that is away is another matter, which this says nothing about.
 */
@Singleton
public final class BrokerLogin {

    private static final Logger LOG = Logger.getLogger(BrokerLogin.class);

    private static final Duration LET_IN = Duration.ofMinutes(1);
    private static final Duration REFUSED = Duration.ofSeconds(1);
    private static final int ANSWER_MS = 5_000;

    /** By another protocol nobody proves anything. */
    private static final Set<String> SECURED = Set.of("SSL", "SASL_SSL", "SASL_PLAINTEXT");

    private final Map<String, Object> broker;
    private final BackgroundLoop loop = new BackgroundLoop(
            "broker-login", Bounds.ofRound(Duration.ofMinutes(1)).withoutFailing(), this::look);

    private volatile Optional<String> refusal = Optional.empty();

    /** @param broker the settings {@code kafka.*} */
    @Inject
    public BrokerLogin(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = broker;
    }

    void onStart(@Observes StartupEvent event) {
        loop.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        loop.requestStop();
    }

    /** Why it did not when it was last asked: a sentence without its end, for people. Empty when it did, or did not answer. */
    public Optional<String> refusal() {
        return refusal;
    }

    private Duration look() throws InterruptedException {
        return ask().isPresent() ? REFUSED : LET_IN;
    }

    /** Asks it now, by a client of its own, which reads the files of certificates anew. */
    public synchronized Optional<String> ask() throws InterruptedException {
        Optional<String> now = isAsked() && BrokerAddress.resolves(broker) ? login() : Optional.empty();
        if (!now.equals(refusal)) {
            now.ifPresentOrElse(
                    reason -> LOG.errorf("The broker can't be used until this is put right: %s", reason),
                    () -> LOG.info("The broker lets the service in."));
            refusal = now;
        }
        return now;
    }

    private boolean isAsked() {
        return SECURED.contains(String.valueOf(broker.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)));
    }

    private Optional<String> login() throws InterruptedException {
        try (Admin admin = Admin.create(broker)) {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MS))
                    .clusterId()
                    .get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return refusal(e);
        } catch (KafkaException e) {
            return Optional.of("no client can be made by the settings kafka.*: " + deepest(e));
        }
    }

    private static Optional<String> refusal(Throwable failure) {
        return isRefusal(failure)
                ? Optional.of("the broker and the service do not trust each other: " + deepest(failure))
                : Optional.empty();
    }

    /** Whether a client failed because the broker did not let it in, or could not prove who it is. */
    static boolean isRefusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException) {
                return true;
            }
        }
        return false;
    }

    /** Kafka's clients tell no secrets in messages. */
    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
