package io.toygres.consumer;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes the records of one channel. */
final class TopicConsumer implements Flow.Subscriber<Message<byte[]>> {

    private static final Logger LOG = Logger.getLogger(TopicConsumer.class);

    private final String channel;
    private final Delivery delivery;
    private final int concurrency;
    private final KeyLanes<Lane> lanes;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile Optional<String> blockedBy = Optional.empty();

    /** What is kept in order: a key, or all records of a partition that have none. */
    private record Lane(@Nullable Bytes key, int partitionWithoutKey) {
        static Lane of(ConsumerRecord<Bytes, byte[]> record) {
            return record.key() == null ? new Lane(null, record.partition()) : new Lane(record.key(), 0);
        }
    }

    TopicConsumer(String channel, Delivery delivery, int concurrency) {
        this.channel = channel;
        this.delivery = delivery;
        this.concurrency = concurrency;
        this.lanes = new KeyLanes<>("consumer-" + channel);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(concurrency);
    }

    @Override
    public void onNext(Message<byte[]> message) {
        ConsumerRecord<Bytes, byte[]> record = record(message);
        lanes.run(Lane.of(record), () -> take(record, message));
    }

    @SuppressWarnings("unchecked") // what the deserializers of our settings make
    private static ConsumerRecord<Bytes, byte[]> record(Message<byte[]> message) {
        return (ConsumerRecord<Bytes, byte[]>) message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
    }

    private void take(ConsumerRecord<Bytes, byte[]> record, Message<byte[]> message) {
        try {
            if (delivery.deliver(record)) {
                message.ack().whenComplete((_, failure) -> acknowledged(failure));
            }
        } catch (InterruptedException e) {
            LOG.warnf(e, "Interrupted; the record comes again after the next start. channel=%s", channel);
        }
    }

    private void acknowledged(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.warnf(failure, "Not acknowledged; the record comes again. channel=%s", channel);
        }
        Flow.Subscription current = subscription;
        if (current != null) {
            current.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        block("it ended by an error, which the log has; the service must be restarted");
        LOG.errorf(failure, "The channel ended; the service must be restarted. channel=%s", channel);
    }

    @Override
    public void onComplete() {
        block("it ended; the service must be restarted");
    }

    String channel() {
        return channel;
    }

    /** Why no record comes; empty when they may come. */
    Optional<String> blockedBy() {
        return blockedBy;
    }

    void block(String reason) {
        blockedBy = Optional.of(reason);
    }

    void unblock() {
        blockedBy = Optional.empty();
    }

    /** Leaves what waits for an outage, and gives what runs some time to end. */
    void stop(Duration patience) throws InterruptedException {
        delivery.stop();
        lanes.awaitIdle(patience);
    }
}
