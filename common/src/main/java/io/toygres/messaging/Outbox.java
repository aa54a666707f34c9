package io.toygres.messaging;

import io.toygres.database.Tx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where messages are left in the transaction that makes them true; {@link OutboxRelay} sends them, at least once. */
@Singleton
public final class Outbox {

    private final OutboxStore store = new OutboxStore();
    private final MessageCodec codec;
    private final OutboxRelay relay;

    @Inject
    public Outbox(MessageCodec codec, OutboxRelay relay) {
        this.codec = codec;
        this.relay = relay;
    }

    /**
     * Sends the message once the transaction has committed; messages of one subject arrive in the order of their commits.
     *
     * @param tx a transaction
     */
    public void add(Tx tx, Envelope<?> envelope) {
        add(tx, codec.encode(envelope));
    }

    /**
     * Sends a message once more, unless it still waits to be sent: while the broker is away, the outbox does not fill with
     * copies.
     *
     * @param tx a transaction
     * @return false when it still waits
     */
    public boolean addAgain(Tx tx, Envelope<?> envelope) {
        ProducerRecord<String, byte[]> record = codec.encode(envelope);
        if (store.holds(tx, record.key(), envelope.id())) {
            return false;
        }
        add(tx, record);
        return true;
    }

    private void add(Tx tx, ProducerRecord<String, byte[]> record) {
        store.add(tx, record);
        tx.afterCommit(relay::wake);
    }
}
