package io.toygres.consumer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.toygres.messaging.BrokerAddress;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The channels that the service takes records from. A channel begins once the broker's name resolves: a Kafka client can't be made before,
 * and that must keep no service from starting.
 */
@Singleton
public final class Consumers {

    private static final Logger LOG = Logger.getLogger(Consumers.class);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Less than a pod's grace period by far: another replica waits for these partitions. */
    private static final Duration STOP = Duration.ofSeconds(2);

    private final Map<String, Object> broker;
    private final DeadLetterQueue deadLetters;
    private final WaitingRecords waiting;
    private final ConsumerSettings settings;
    private final List<TopicConsumer> consumers = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    /** @param broker the settings {@code kafka.*} */
    @Inject
    Consumers(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            DeadLetterQueue deadLetters,
            WaitingRecords waiting,
            ConsumerSettings settings) {
        this.broker = broker;
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
            while (!stopping && !BrokerAddress.resolves(broker)) {
                if (consumer.blockedBy().isEmpty()) {
                    consumer.block("the broker's name does not resolve");
                    LOG.warnf("The broker's name does not resolve; waiting for it. channel=%s", consumer.channel());
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
