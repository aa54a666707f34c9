package io.toygres.messaging;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

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
     * @param handle in a transaction
     */
    public void add(Handle handle, Envelope<?> envelope) {
        store.add(handle, codec.encode(envelope));
        handle.afterCommit(relay::wake);
    }
}
