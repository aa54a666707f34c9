package io.toygres.operation;

import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Inbox;
import io.toygres.messaging.Outbox;
import io.toygres.messaging.OutboxRelay;
import io.toygres.messaging.TestCodec;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;

/** One replica of a service: the engine as it runs there, with its messages left in the outbox. */
final class Replica implements AutoCloseable {

    private final Database database;
    private final Inbox inbox = new Inbox();
    private final OperationWorker worker;
    private final Operations operations;

    Replica(Database database, OperationSettings settings, Operation<?>... known) {
        this.database = database;
        var outbox = new Outbox(TestCodec.named("test"), new OutboxRelay(database, new MockProducer<>()));
        var catalogue = new OperationCatalogue(List.of(known), List.of(new TripEvents()), List.of());
        worker = new OperationWorker(database, outbox, settings, catalogue);
        operations = new Operations(database, outbox, inbox, worker, catalogue, settings);
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
        database.useTransaction(tx -> operations.start(tx, operation, trip.operationId(), subject, trip));
    }

    boolean cancel(Trip trip) {
        return database.inTransaction(tx -> operations.cancel(tx, trip.operationId()));
    }

    boolean abandon(Trip trip) {
        return database.inTransaction(tx -> operations.abandon(tx, trip.operationId()));
    }

    int lostThreads() {
        return worker.running().lost();
    }

    /** As a consumer does with the question of a follower that heard the events up to that number. */
    void report(Trip trip, long heard) {
        database.useTransaction(
                tx -> operations.report(tx, trip.operationId(), trip.imageId().value(), heard));
    }

    /** As a consumer does with the command that starts an operation. @return false when it counts as received */
    boolean receiveStart(Tx tx, Operation<Trip> operation, Trip trip) {
        if (!inbox.firstTime(tx, Envelope.startId(trip.operationId()))) {
            return false;
        }
        operations.start(tx, operation, trip.operationId(), trip.imageId().value(), trip);
        return true;
    }

    /** As a consumer does with the command that cancels it. */
    void receiveCancel(Trip trip) {
        database.useTransaction(
                tx -> operations.cancel(tx, trip.operationId(), trip.imageId().value()));
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
