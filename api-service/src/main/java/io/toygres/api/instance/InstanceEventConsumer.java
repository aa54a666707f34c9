package io.toygres.api.instance;

import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.toygres.contract.InstanceEvent;
import io.toygres.messaging.Receiver;
import io.toygres.messaging.WorthRetrying;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes the provisioner's events from Kafka. While the database is away it waits, and the partition with it. */
@ApplicationScoped
class InstanceEventConsumer {

    private final Receiver receiver;
    private final InstanceEvents events;

    InstanceEventConsumer(Receiver receiver, InstanceEvents events) {
        this.receiver = receiver;
        this.events = events;
    }

    @Incoming("instance-events")
    @Blocking
    @Retry(maxRetries = -1, maxDuration = 0, delay = 200, jitter = 100)
    @ExponentialBackoff(maxDelay = 10, maxDelayUnit = ChronoUnit.SECONDS)
    @RetryWhen(exception = WorthRetrying.class)
    void consume(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, InstanceEvent.class, events::apply);
    }
}
