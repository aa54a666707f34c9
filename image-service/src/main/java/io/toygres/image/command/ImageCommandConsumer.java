package io.toygres.image.command;

import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.toygres.contract.ImageCommand;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Inbox;
import io.toygres.messaging.MessageCodec;
import io.toygres.messaging.UnreadableMessageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes commands one after another. A record that nobody can read goes to the dead-letter topic; any other trouble is
 * retried for as long as it lasts, so that no command is lost while the database is away.
 */
@ApplicationScoped
class ImageCommandConsumer {

    private final MessageCodec codec;
    private final Inbox inbox;
    private final ImageCommandHandler handler;
    private final Jdbi jdbi;

    ImageCommandConsumer(MessageCodec codec, Inbox inbox, ImageCommandHandler handler, Jdbi jdbi) {
        this.codec = codec;
        this.inbox = inbox;
        this.handler = handler;
        this.jdbi = jdbi;
    }

    @Incoming("image-commands")
    @Blocking
    @Retry(maxRetries = -1, maxDuration = 0, delay = 200, abortOn = UnreadableMessageException.class)
    @ExponentialBackoff(maxDelay = 10, maxDelayUnit = ChronoUnit.SECONDS)
    void consume(ConsumerRecord<String, byte[]> message) {
        Envelope<ImageCommand> envelope = codec.decode(message, ImageCommand.class);
        jdbi.useTransaction(handle -> {
            if (inbox.firstTime(handle, envelope.id())) {
                handler.apply(handle, envelope.body());
            }
        });
    }
}
