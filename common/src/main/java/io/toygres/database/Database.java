package io.toygres.database;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The service's database. Every method waits for its end, on a virtual thread or another that may wait; what goes wrong is thrown as
 * {@link DatabaseException}.
 */
public final class Database {

    private final Pool pool;
    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Duration acquisitionTimeout;
    private final Duration answerTimeout;

    Database(Pool pool, Vertx vertx, PgConnectOptions options, DatabaseSettings settings) {
        this.pool = pool;
        this.vertx = vertx;
        this.options = options;
        this.acquisitionTimeout = settings.acquisitionTimeout();
        this.answerTimeout = settings.answerTimeout();
    }

    /** What to do with a transaction or connection. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run(Tx tx) throws X;
    }

    /** As {@link Work}, without a result. */
    @FunctionalInterface
    public interface Action<X extends Exception> {
        void run(Tx tx) throws X;
    }

    /** Runs the work in one transaction: committed when it returns, rolled back when it throws. */
    public <T, X extends Exception> T inTransaction(Work<T, X> work) throws X {
        Tx tx;
        T result;
        Session session = acquire();
        try {
            tx = new Tx(session, true);
            result = committed(tx, work);
        } finally {
            session.giveBack();
        }
        tx.runAfterCommit();
        return result;
    }

    /** As {@link #inTransaction}, without a result. */
    public <X extends Exception> void useTransaction(Action<X> action) throws X {
        inTransaction(tx -> {
            action.run(tx);
            return true;
        });
    }

    /** Runs the work on one connection, each of its statements a transaction of its own: the cheapest for a single one. */
    public <T, X extends Exception> T withConnection(Work<T, X> work) throws X {
        Session session = acquire();
        try {
            return work.run(new Tx(session, false));
        } finally {
            session.giveBack();
        }
    }

    /** As {@link #withConnection}, without a result. */
    public <X extends Exception> void useConnection(Action<X> action) throws X {
        withConnection(tx -> {
            action.run(tx);
            return true;
        });
    }

    /** Hears what is sent by {@code NOTIFY} from now on, once it is started. */
    public Listener listener(String channel, Consumer<String> heard) {
        return new Listener(vertx, options, answerTimeout, channel, heard);
    }

    private static <T, X extends Exception> T committed(Tx tx, Work<T, X> work) throws X {
        boolean done = false;
        try {
            T result = work.run(tx);
            tx.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                tx.rollback();
            }
        }
    }

    /** A connection that stands: of those that a failover cut, some may not have left the pool yet. */
    private Session acquire() {
        long end = System.nanoTime() + acquisitionTimeout.toNanos();
        while (true) {
            Session session = take();
            if (!session.isBroken()) {
                return session;
            }
            session.giveBack();
            if (System.nanoTime() > end) {
                throw DatabaseException.outage("All connections to the database are broken.", null);
            }
        }
    }

    private Session take() {
        var coming = pool.getConnection();
        try {
            // The pool itself gives up in time; this is for the case that it does not.
            return new Session(Answer.await(coming, acquisitionTimeout.multipliedBy(2)), answerTimeout);
        } catch (ExecutionException e) {
            throw DatabaseException.outage("No connection to the database.", e.getCause());
        } catch (TimeoutException e) {
            coming.onSuccess(SqlConnection::close);
            throw DatabaseException.outage("No connection to the database within " + acquisitionTimeout + ".", e);
        }
    }
}
