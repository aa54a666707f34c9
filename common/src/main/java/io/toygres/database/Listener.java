package io.toygres.database;

import io.toygres.background.BackgroundLoop;
import io.toygres.background.BackgroundLoop.Bounds;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears notifications over a connection of its own, which is opened again whenever it breaks. What is sent meanwhile is not heard: a
 * notification is a hint. That it can't connect shows in readiness, as with every background loop.
 */
public final class Listener {

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Duration answerTimeout;
    private final String channel;
    private final Consumer<String> heard;
    private final BackgroundLoop loop;

    private volatile @Nullable PgSubscriber subscriber;

    Listener(Vertx vertx, PgConnectOptions options, Duration answerTimeout, String channel, Consumer<String> heard) {
        this.vertx = vertx;
        this.options = options;
        this.answerTimeout = answerTimeout;
        this.channel = channel;
        this.heard = heard;
        this.loop = new BackgroundLoop(
                "listener-" + channel, Bounds.ofRound(answerTimeout.multipliedBy(2)), this::connectOrCheck);
    }

    /** Returns at once; the database may be away. */
    public void start() {
        loop.start();
    }

    /** Returns at once. */
    public void stop() {
        loop.requestStop();
        close(subscriber);
    }

    /** Whether notifications are heard at the moment. */
    public boolean isListening() {
        return connection(subscriber) != null;
    }

    /** A connection that only listens would never find out that its other end is gone, so it sends a query now and then. */
    private Duration connectOrCheck() throws ExecutionException, TimeoutException {
        PgConnection connection = connection(subscriber);
        if (connection == null) {
            subscriber = connect();
        } else {
            check(connection);
        }
        if (loop.isStopping()) {
            close(subscriber);
        }
        return answerTimeout.dividedBy(2);
    }

    private PgSubscriber connect() throws ExecutionException, TimeoutException {
        PgSubscriber created = PgSubscriber.subscriber(vertx, options).closeHandler(_ -> loop.wake());
        created.channel(channel).handler(heard::accept);
        try {
            Answer.await(created.connect(), answerTimeout);
        } catch (ExecutionException | TimeoutException e) {
            created.close();
            throw e;
        }
        PgConnection connection = created.actualConnection();
        if (connection != null) {
            // The loop notices that it broke; without a handler the client would print it as well.
            connection.exceptionHandler(_ -> {});
        }
        return created;
    }

    private void check(PgConnection connection) throws ExecutionException, TimeoutException {
        try {
            Answer.await(connection.query("SELECT 1").execute(), answerTimeout);
        } catch (TimeoutException e) {
            Session.destroy(connection);
            throw e;
        }
    }

    private static @Nullable PgConnection connection(@Nullable PgSubscriber subscriber) {
        return subscriber == null ? null : subscriber.actualConnection();
    }

    private static void close(@Nullable PgSubscriber subscriber) {
        if (subscriber != null) {
            subscriber.close();
        }
    }
}
