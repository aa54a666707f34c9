package io.toygres.operation;

import io.toygres.messaging.Envelope;
import io.toygres.messaging.Inbox;
import io.toygres.messaging.Outbox;
import io.toygres.messaging.OutboxRelay;
import io.toygres.messaging.TestCodec;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** One replica of a service: the engine as it runs there, with its messages left in the outbox. */
final class Replica implements AutoCloseable {

    private final Jdbi jdbi;
    private final Inbox inbox = new Inbox();
    private final OperationWorker worker;
    private final Operations operations;

    Replica(Jdbi jdbi, OperationSettings settings, Operation<?>... known) {
        this.jdbi = jdbi;
        var outbox = new Outbox(TestCodec.named("test"), new OutboxRelay(jdbi, new MockProducer<>()));
        var catalogue = new OperationCatalogue(List.of(known), List.of(new TripEvents()));
        worker = new OperationWorker(jdbi, outbox, settings, catalogue);
        operations = new Operations(jdbi, outbox, inbox, worker, catalogue, settings);
    }

    Replica running() {
        worker.start();
        return this;
    }

    Trip start(Operation<Trip> operation) {
        Trip trip = Trip.begin();
        start(operation, trip);
        return trip;
    }

    void start(Operation<Trip> operation, Trip trip) {
        UUID subject = trip.imageId().value();
        jdbi.useTransaction(handle -> operations.start(handle, operation, trip.operationId(), subject, trip));
    }

    boolean cancel(Trip trip) {
        return jdbi.inTransaction(handle -> operations.cancel(handle, trip.operationId()));
    }

    boolean abandon(Trip trip) {
        return jdbi.inTransaction(handle -> operations.abandon(handle, trip.operationId()));
    }

    int lostThreads() {
        return worker.running().lost();
    }

    /** As a consumer does with the question of a follower that heard the events up to that number. */
    void report(Trip trip, long heard) {
        jdbi.useTransaction(handle ->
                operations.report(handle, trip.operationId(), trip.imageId().value(), heard));
    }

    /** As a consumer does with the command that starts an operation. @return false when it counts as received */
    boolean receiveStart(Handle handle, Operation<Trip> operation, Trip trip) {
        if (!inbox.firstTime(handle, Envelope.startId(trip.operationId()))) {
            return false;
        }
        operations.start(handle, operation, trip.operationId(), trip.imageId().value(), trip);
        return true;
    }

    /** As a consumer does with the command that cancels it. */
    void receiveCancel(Trip trip) {
        jdbi.useTransaction(handle ->
                operations.cancel(handle, trip.operationId(), trip.imageId().value()));
    }

    void wake(Trip trip) {
        operations.wake(trip.operationId());
    }

    @Override
    public void close() {
        try {
            worker.stop();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
