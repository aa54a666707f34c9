package io.toygres.database;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A transaction or, in {@link Database#withConnection}, a connection on which every statement is one of its own. For one thread at a
 * time. Statements travel in the order in which they are made, and those that are not waited for travel together.
 */
public final class Tx {

    /** How the client refuses arguments of a wrong number or type, which never leave it. */
    private static final Pattern UNENCODABLE = Pattern.compile("Parameter at position|The number of parameters");

    private final Session session;
    private final boolean transaction;
    private final List<Runnable> afterCommit = new ArrayList<>();

    /** Of the transaction's statements; those after it fail with "current transaction is aborted", which explains nothing. */
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

    Tx(Session session, boolean transaction) {
        this.session = session;
        this.transaction = transaction;
        if (transaction) {
            note(session.send("BEGIN"));
        }
    }

    /** @param text with named parameters, such as {@code WHERE id = :id} */
    public Statement sql(String text) {
        return new Statement(this, NamedSql.of(text));
    }

    /** Runs something once the transaction is committed; not when it fails. */
    public void afterCommit(Runnable action) {
        requireTransaction();
        afterCommit.add(action);
    }

    /**
     * Runs a part that may fail without the rest: what it did is undone then, what it wanted to do after the commit forgotten, and the
     * transaction goes on. Waits for all that it sends.
     *
     * @throws X what the work threw
     * @throws DatabaseException what a statement of it failed with
     */
    public <T, X extends Exception> T part(Database.Work<T, X> work) throws X {
        requireTransaction();
        int actions = afterCommit.size();
        boolean done = false;
        note(session.send("SAVEPOINT part"));
        try {
            T result = work.run(this);
            await(note(session.send("RELEASE SAVEPOINT part")));
            done = true;
            return result;
        } finally {
            if (!done) {
                undo(actions);
            }
        }
    }

    /** When it can't be undone, as when the connection broke or what came before had failed, the commit says so. */
    private void undo(int actions) {
        if (session.isBroken()) {
            return;
        }
        try {
            var back = session.send("ROLLBACK TO SAVEPOINT part");
            session.await(session.send("RELEASE SAVEPOINT part"));
            session.await(back);
            firstFailure.set(null);
            afterCommit.subList(actions, afterCommit.size()).clear();
        } catch (ExecutionException | DatabaseException e) {
            firstFailure.compareAndSet(null, e);
        }
    }

    /** Sends a statement, to be waited for. */
    RowSet<Row> execute(String positional, Tuple arguments) {
        return await(note(session.send(positional, arguments)));
    }

    void send(String positional, Tuple arguments) {
        requireTransaction();
        note(session.send(positional, arguments));
    }

    /** Waits for all that was sent. */
    void commit() {
        // After a failed statement this succeeds, as a rollback: then the failure is what counts.
        await(note(session.send("COMMIT")));
        Throwable failure = firstFailure.get();
        if (failure != null) {
            throw exception(failure);
        }
    }

    /** Never throws: what led to it counts. */
    void rollback() {
        if (session.isBroken()) {
            return;
        }
        try {
            session.await(session.send("ROLLBACK"));
        } catch (ExecutionException | DatabaseException e) {
            session.destroy();
        }
    }

    void runAfterCommit() {
        afterCommit.forEach(Runnable::run);
    }

    private <T> T await(Future<T> answer) {
        try {
            return session.await(answer);
        } catch (ExecutionException e) {
            Throwable first = firstFailure.get();
            throw exception(first == null ? Objects.requireNonNull(e.getCause()) : first);
        }
    }

    private <T> Future<T> note(Future<T> sent) {
        return transaction ? sent.onFailure(e -> firstFailure.compareAndSet(null, e)) : sent;
    }

    private void requireTransaction() {
        if (!transaction) {
            throw new IllegalStateException("not in a transaction");
        }
    }

    private DatabaseException exception(Throwable failure) {
        if (failure instanceof PgException refused) {
            return DatabaseException.refused(refused);
        }
        // What the client says of a connection that breaks varies with the moment; what it says of arguments does not.
        return UNENCODABLE.matcher(String.valueOf(failure.getMessage())).lookingAt()
                ? DatabaseException.unsendable(failure)
                : DatabaseException.outage("The connection to the database broke.", failure);
    }
}
