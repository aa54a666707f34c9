package io.toygres.database;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** One connection of the pool while somebody uses it. What is sent is answered in the same order. */
final class Session {

    private final SqlConnection connection;
    private final Duration answerTimeout;
    private boolean destroyed;

    Session(SqlConnection connection, Duration answerTimeout) {
        this.connection = connection;
        this.answerTimeout = answerTimeout;
        // What breaks a connection is thrown by the statement that meets it; the client would print it as well.
        connection.exceptionHandler(_ -> {});
    }

    Future<RowSet<Row>> send(String command) {
        return connection.query(command).execute();
    }

    Future<RowSet<Row>> send(String sql, Tuple arguments) {
        return connection.preparedQuery(sql).execute(arguments);
    }

    /**
     * @throws ExecutionException what the statement failed with
     * @throws DatabaseException when no answer came in time; the connection is closed then, as nobody knows what it still does
     */
    <T> T await(Future<T> answer) throws ExecutionException {
        try {
            return Answer.await(answer, answerTimeout);
        } catch (TimeoutException e) {
            destroy();
            throw DatabaseException.outage("The database did not answer within " + answerTimeout + ".", e);
        }
    }

    boolean isBroken() {
        return destroyed || !socket(connection).isValid();
    }

    /** Cuts the connection, which thereby leaves the pool. */
    void destroy() {
        destroyed = true;
        destroy(connection);
    }

    /**
     * The client's own {@code close} would give a pooled connection back, and say goodbye to a server that does not listen: closing
     * from the pipeline's first handler leaves the protocol out.
     */
    static void destroy(SqlConnection connection) {
        ChannelHandlerContext first = socket(connection)
                .socket()
                .channelHandlerContext()
                .channel()
                .pipeline()
                .firstContext();
        // None once the connection is closed.
        if (first != null) {
            var _ = first.close();
        }
    }

    void giveBack() {
        connection.close();
    }

    private static SocketConnectionBase socket(SqlConnection connection) {
        Connection pooled = ((SqlConnectionInternal) connection).unwrap();
        return (SocketConnectionBase) pooled.unwrap();
    }
}
