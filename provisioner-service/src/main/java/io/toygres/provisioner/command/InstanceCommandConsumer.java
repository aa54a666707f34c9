package io.toygres.provisioner.command;

import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.toygres.contract.InstanceCommand;
import io.toygres.messaging.Receiver;
import io.toygres.messaging.WorthRetrying;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes api-service's commands from Kafka, one after another. While the database is away it waits, and the partition with it. */
@ApplicationScoped
class InstanceCommandConsumer {

    private final Receiver receiver;
    private final InstanceCommandHandler handler;

    InstanceCommandConsumer(Receiver receiver, InstanceCommandHandler handler) {
        this.receiver = receiver;
        this.handler = handler;
    }

    @Incoming("instance-commands")
    @Blocking
    @Retry(maxRetries = -1, maxDuration = 0, delay = 200, jitter = 100)
    @ExponentialBackoff(maxDelay = 10, maxDelayUnit = ChronoUnit.SECONDS)
    @RetryWhen(exception = WorthRetrying.class)
    void consume(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, InstanceCommand.class, (handle, message) -> handler.apply(handle, message.body()));
    }
}
