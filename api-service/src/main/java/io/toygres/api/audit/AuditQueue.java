package io.toygres.api.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.database.Database;
import io.toygres.database.DatabaseException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jboss.logging.Logger;

/**
 * Writes entries of requests that had no transaction, one after the other, so that a refusal waits for nothing. What does not fit, or can't be
 * written because the database is away, goes to the service's log in its place.
 */
@Singleton
class AuditQueue {

    private static final Logger LOG = Logger.getLogger(AuditQueue.class);

    private static final int MOST = 1_000;

    private final BlockingQueue<AuditEntry> entries = new ArrayBlockingQueue<>(MOST);
    private final Database database;
    private final AuditStore store;
    private final Thread writer = Thread.ofVirtual().name("audit").unstarted(this::write);

    AuditQueue(Database database, AuditStore store) {
        this.database = database;
        this.store = store;
    }

    void start(@Observes StartupEvent event) {
        writer.start();
    }

    void stop(@Observes ShutdownEvent event) {
        writer.interrupt();
    }

    void add(AuditEntry entry) {
        if (!entries.offer(entry)) {
            lost(entry);
        }
    }

    private void write() {
        try {
            while (true) {
                write(entries.take());
            }
        } catch (InterruptedException _) {
            entries.forEach(AuditQueue::lost);
        }
    }

    private void write(AuditEntry entry) {
        try {
            database.useConnection(tx -> store.inserting(tx, entry).update());
        } catch (DatabaseException _) {
            lost(entry);
        }
    }

    private static void lost(AuditEntry entry) {
        LOG.errorf("audit entry not written %s", entry);
    }
}
