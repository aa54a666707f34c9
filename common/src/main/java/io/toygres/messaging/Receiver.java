package io.toygres.messaging;

import io.toygres.contract.Message;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Takes messages from Kafka, each once in effect however often it comes. Once it returns, the record can be acknowledged. */
@Singleton
public final class Receiver {

    private static final Logger LOG = Logger.getLogger(Receiver.class);

    private final MessageCodec codec;
    private final Inbox inbox;
    private final Jdbi jdbi;

    /** Of each kind the id of the message that was told to hold its partition up, so that its retries are not told as well. */
    private final Map<Class<?>, String> troubled = new ConcurrentHashMap<>();

    @Inject
    Receiver(MessageCodec codec, Inbox inbox, Jdbi jdbi) {
        this.codec = codec;
        this.inbox = inbox;
        this.jdbi = jdbi;
    }

    /** What a message means. */
    @FunctionalInterface
    public interface Application<M extends Message> {
        /** @param handle in the transaction that also notes the message as received */
        void apply(Handle handle, Envelope<M> message);
    }

    /**
     * Applies the record's message unless it came before.
     *
     * @throws UnreadableMessageException when it is no message of that kind; what else is thrown, {@link WorthRetrying} judges
     */
    public <M extends Message> void receive(
            ConsumerRecord<String, byte[]> record, Class<M> kind, Application<M> application) {
        Envelope<M> message = codec.decode(record, kind);
        try {
            jdbi.useTransaction(handle -> {
                if (inbox.firstTime(handle, message.id())) {
                    application.apply(handle, message);
                }
            });
        } catch (RuntimeException e) {
            if (!message.id().equals(troubled.put(kind, message.id()))) {
                LOG.warnf(e, "Message not applied; tried again, or a dead letter. messageId=%s", message.id());
            }
            throw e;
        }
    }
}
