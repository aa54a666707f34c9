package io.toygres.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.background.BackgroundLoop;
import io.toygres.background.BackgroundLoop.Bounds;
import io.toygres.database.Database;
import io.toygres.messaging.OutboxBatch.Refusal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

/**
 * Moves messages from the outbox to Kafka, at least once and in the order of each key. It runs in every replica, and an
 * advisory lock lets one at a time through. A row is deleted once the broker has acknowledged it, so neither a broker nor a
 * database that is away loses anything: the relay waits and goes on.
 */
@Singleton
public final class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private static final int BATCH = 500;
    /** How long a message can lie unnoticed when the replica that wrote it died before it relayed it. */
    private static final Duration POLL = Duration.ofSeconds(1);
    /** How long a key rests whose oldest row the broker refused. */
    private static final Duration REFUSED_REST = Duration.ofMinutes(1);

    private final OutboxStore store = new OutboxStore();
    private final Database database;
    private final Supplier<Producer<String, byte[]>> producer;
    private final Consumer<Exception> failed;
    private final Duration poll;
    /** A broker that is away is told of by its own check, and makes no replica unready that can answer without it. */
    private final BackgroundLoop loop = new BackgroundLoop(
            "outbox-relay", Bounds.ofRound(Duration.ofMinutes(5)).withoutFailing(), this::relayBatch);

    private final Set<String> refusedKeys = new HashSet<>();
    private Instant refusedUntil = Instant.MIN;

    @Inject
    OutboxRelay(Database database, BrokerProducer<String> producer) {
        this(database, producer::get, producer::failed, POLL);
    }

    public OutboxRelay(Database database, Producer<String, byte[]> producer) {
        this(database, () -> producer, _ -> {}, POLL);
    }

    OutboxRelay(
            Database database, Supplier<Producer<String, byte[]>> producer, Consumer<Exception> failed, Duration poll) {
        this.database = database;
        this.producer = producer;
        this.failed = failed;
        this.poll = poll;
    }

    /** Says that the outbox has something new; cheap, and safe from any thread. */
    public void wake() {
        loop.wake();
    }

    /** Relays until {@link #stop}. */
    public void start() {
        loop.start();
    }

    /** Returns once the batch under way is done. */
    public void stop() throws InterruptedException {
        loop.stop();
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    private Duration relayBatch() throws Exception {
        try {
            return relay();
        } catch (Exception e) {
            failed.accept(e);
            throw e;
        }
    }

    private Duration relay() throws Exception {
        OutboxBatch.Result result = database.inTransaction(tx -> {
            store.lock(tx);
            List<OutboxRow> rows = store.oldest(tx, BATCH, keysToLeave());
            OutboxBatch.Result sent = new OutboxBatch(producer.get(), rows).send();
            store.delete(tx, sent.acknowledged());
            return sent;
        });
        result.refused().forEach(this::leave);
        if (result.outage().isPresent()) {
            throw result.outage().get();
        }
        return result.acknowledged().size() == BATCH ? Duration.ZERO : poll;
    }

    private Set<String> keysToLeave() {
        if (Instant.now().isAfter(refusedUntil)) {
            refusedKeys.clear();
        }
        return refusedKeys;
    }

    private void leave(Refusal refusal) {
        LOG.errorf(
                refusal.reason(),
                "Kafka refuses a message; its key waits. outboxId=%d",
                refusal.row().id());
        refusedKeys.add(refusal.row().destination().key());
        refusedUntil = Instant.now().plus(REFUSED_REST);
    }
}
