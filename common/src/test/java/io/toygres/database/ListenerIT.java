package io.toygres.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ListenerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Test
    void hearsAgainAfterItsConnectionWasCut() throws InterruptedException {
        try (var database = new TestDatabase()) {
            Listener listener = database.service().listener("news", heard::add);
            assertThat(listener.isListening()).isFalse();
            listener.start();
            awaitHearing(database, "first");

            database.cutConnections();

            awaitHearing(database, "second");
            await(listener::isListening);
            listener.stop();
            await(() -> !listener.isListening());
        }
    }

    /** A listener only reads, so that it would wait for ever for a server that is gone. */
    @Test
    void noticesThatItsConnectionFellSilent() throws InterruptedException {
        try (var database = new TestDatabase(Duration.ofSeconds(2))) {
            Listener listener = database.service().listener("news", heard::add);
            listener.start();
            awaitHearing(database, "first");

            database.freezeConnections();

            awaitHearing(database, "second");
            listener.stop();
            database.thawConnections();
        }
    }

    /** What is sent while nobody listens is lost, so it is sent until it is heard. */
    private void awaitHearing(TestDatabase database, String news) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        String last = "nothing";
        while (!last.equals(news)) {
            assertThat(Instant.now()).as("still waiting for %s", news).isBefore(end);
            database.observer().run("NOTIFY news, '" + news + "'");
            String next = heard.poll(100, TimeUnit.MILLISECONDS);
            last = next == null ? last : next;
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
