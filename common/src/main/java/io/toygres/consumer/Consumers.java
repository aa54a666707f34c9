package io.toygres.consumer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.toygres.messaging.BrokerAddress;
import io.toygres.messaging.BrokerLogin;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The channels that the service takes records from. A channel begins once the broker's name resolves, before which no Kafka client can be
 * made, and once the broker lets the service in; neither keeps a service from starting.
 */
@Singleton
public final class Consumers {

    private static final Logger LOG = Logger.getLogger(Consumers.class);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Less than a pod's grace period by far: another replica waits for these partitions. */
    private static final Duration STOP = Duration.ofSeconds(2);

    private final Map<String, Object> broker;
    private final BrokerLogin login;
    private final DeadLetterQueue deadLetters;
    private final WaitingRecords waiting;
    private final ConsumerSettings settings;
    private final List<TopicConsumer> consumers = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    /** @param broker the settings {@code kafka.*} */
    @Inject
    Consumers(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            BrokerLogin login,
            DeadLetterQueue deadLetters,
            WaitingRecords waiting,
            ConsumerSettings settings) {
        this.broker = broker;
        this.login = login;
        this.deadLetters = deadLetters;
        this.waiting = waiting;
        this.settings = settings;
    }

    void onStart(@Observes StartupEvent event) {
        Gauge.builder("toygres.consumer.stopped.channels", consumers, Consumers::stopped)
                .register(Metrics.globalRegistry);
    }

    private static long stopped(List<TopicConsumer> consumers) {
        return consumers.stream()
                .filter(consumer -> consumer.blockedBy().isPresent())
                .count();
    }

    /** Takes the channel's records from now on. */
    public void start(String channel, Multi<Message<byte[]>> records, RecordHandler handler) {
        var delivery = new Delivery(handler, deadLetters, waiting, new Retries(), settings);
        var consumer = new TopicConsumer(channel, delivery, settings.concurrency());
        consumers.add(consumer);
        Thread.ofVirtual().name("start-" + channel).start(() -> start(consumer, records));
    }

    private void start(TopicConsumer consumer, Multi<Message<byte[]>> records) {
        try {
            for (var reason = waitsFor(); !stopping && reason.isPresent(); reason = waitsFor()) {
                if (!reason.equals(consumer.blockedBy())) {
                    consumer.block(reason.get());
                    LOG.warnf("The channel waits: %s. channel=%s", reason.get(), consumer.channel());
                }
                Thread.sleep(LOOK_AGAIN);
            }
            if (!stopping) {
                consumer.unblock();
                records.subscribe().withSubscriber(consumer);
            }
        } catch (InterruptedException e) {
            consumer.block("it was interrupted");
        }
    }

    private Optional<String> waitsFor() throws InterruptedException {
        return BrokerAddress.resolves(broker) ? login.ask() : Optional.of("the broker's name does not resolve");
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        for (TopicConsumer consumer : consumers) {
            consumer.stop(STOP);
        }
    }

    List<TopicConsumer> all() {
        return List.copyOf(consumers);
    }
}
