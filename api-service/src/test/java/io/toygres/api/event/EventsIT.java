package io.toygres.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.access.Access;
import io.toygres.api.access.Caller;
import io.toygres.api.access.CallerWatch;
import io.toygres.api.access.Role;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class EventsIT {

    @Inject
    Database database;

    @Inject
    ChangeStore store;

    @Inject
    ChangeFeed feed;

    @Inject
    EventConfig config;

    @Inject
    CallerWatch watch;

    @Inject
    FakeWorker worker;

    @Test
    void tellsOfAnInstanceFromItsCreationOn() throws IOException {
        try (EventClient client = EventClient.open("", "")) {
            String name = Api.newName();
            InstanceId instance = worker.runningInstance(name);

            assertThat(client.until(event -> event.mentions(instance.toString()) && event.mentions("\"running\"")))
                    .filteredOn(event -> event.kind().equals("instance") && event.mentions(name))
                    .extracting(EventClient.Event::status)
                    .containsExactly("creating", "running");
        }
    }

    @Test
    void goesOnWhereAClientLeftOff() throws IOException {
        InstanceId first;
        EventClient.Event left;
        try (EventClient client = EventClient.open("", "")) {
            first = worker.runningInstance(Api.newName());
            left = client.until(event -> event.mentions(first.toString())).getLast();
        }
        InstanceId second = worker.runningInstance(Api.newName());

        try (EventClient again = EventClient.open(left.id(), "")) {
            List<EventClient.Event> missed =
                    again.until(event -> event.mentions(second.toString()) && event.mentions("\"running\""));

            assertThat(missed)
                    .extracting(EventClient.Event::id)
                    .doesNotContain(left.id())
                    .doesNotHaveDuplicates();
            assertThat(missed)
                    .filteredOn(event -> event.kind().equals("instance") && event.mentions(first.toString()))
                    .extracting(EventClient.Event::status)
                    .containsExactly("running");
        }
    }

    @Test
    void givesTheKindsThatWereAskedFor() throws IOException {
        try (EventClient client = EventClient.open("", "?kind=image")) {
            InstanceId instance = worker.runningInstance(Api.newName());
            ImageId image = worker.availableImage(Api.newName(), instance);

            assertThat(client.until(event -> event.mentions(image.toString()) && event.mentions("\"available\"")))
                    .extracting(EventClient.Event::kind)
                    .containsOnly("image");
        }
    }

    @Test
    void tellsWhoWasAwayForTooLongToReadEverythingAnew() throws IOException {
        String id;
        try (EventClient client = EventClient.open("", "")) {
            InstanceId instance = worker.runningInstance(Api.newName());
            id = client.until(event -> event.mentions(instance.toString()))
                    .getLast()
                    .id();
        }
        database.useConnection(tx -> store.remove(tx, Instant.now().plusSeconds(60)));

        try (EventClient again = EventClient.open(id, "")) {
            assertThat(again.until(_ -> true))
                    .extracting(EventClient.Event::kind)
                    .containsExactly("reset");
        }
    }

    @Test
    void refusesAPositionThatIsNone() {
        Response response = Api.loggedIn().header("Last-Event-ID", "yesterday").get("/api/events");

        Api.refused(response, 400, "INVALID_PARAMETER", "Last-Event-ID");
    }

    @Test
    void missesNothingThatWasWrittenFirstAndCommittedLast() {
        Position before = database.withConnection(store::now);
        database.useTransaction(early -> {
            note(early, "early");
            database.useTransaction(late -> note(late, "late"));

            assertThat(after(before)).extracting(Change::subject).doesNotContain("\"late\"");
        });

        assertThat(after(before)).extracting(Change::subject).containsSubsequence("\"early\"", "\"late\"");
    }

    @Test
    void readsTransactionsInTheirOrderAlsoWhereTheirNumbersGetLonger() {
        database.useTransaction(tx -> tx.sql("""
                        INSERT INTO changes (xid, project, kind, subject)
                        VALUES ('10', 'default', 'image', '"later"'), ('9', 'default', 'image', '"earlier"')""").update());

        assertThat(after(new Position(8, Long.MAX_VALUE)))
                .extracting(Change::subject)
                .startsWith("\"earlier\"", "\"later\"");
    }

    @Test
    void keepsWhatIsInOtherProjectsFromACaller() throws Exception {
        var out = new ByteArrayOutputStream();
        Position before = database.withConnection(store::now);
        database.useTransaction(tx -> {
            note(tx, "theirs");
            tx.sql("INSERT INTO changes (project, kind, subject) VALUES ('ours', 'image', '\"ours\"')")
                    .update();
        });
        ChangeFeed.Listener listener = feed.listen(before).orElseThrow();
        Thread stream = Thread.ofVirtual().start(() -> {
            try {
                Caller reader = new Caller(
                        "reader", Role.VIEWER, new Access(Set.of("ours")), Caller.Via.OIDC, null, Instant.MAX);
                new EventStream(watch.over(reader), Set.of(), config, Clock.systemUTC()).write(listener, false, out);
            } catch (IOException | InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        FakeWorker.await(() -> Optional.of(out.toString(UTF_8)).filter(text -> text.contains("\"ours\"")));
        stream.interrupt();
        stream.join();
        listener.close();

        assertThat(out.toString(UTF_8)).doesNotContain("theirs");
    }

    @Test
    void servesAThousandListeners() throws Exception {
        List<EventClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                clients.add(EventClient.open("", ""));
            }
            InstanceId instance = worker.runningInstance(Api.newName());
            var heard = new CountDownLatch(clients.size());
            for (EventClient client : clients) {
                Thread.ofVirtual().start(() -> {
                    client.until(event -> event.mentions(instance.toString()) && event.mentions("\"running\""));
                    heard.countDown();
                });
            }
            heard.await();
        } finally {
            for (EventClient client : clients) {
                client.close();
            }
        }
        // The clock stands still, so that no sign of life is due by which they would be missed.
        FakeWorker.await(() -> Optional.of(feed.listeners()).filter(left -> left == 0));
    }

    @Test
    void waitsForTheEndOfAnOperation() {
        Response accepted = Api.post("/api/instances", Api.instanceBody(Api.newName()));
        InstanceId instance = InstanceId.parse(Api.accepted(accepted).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(accepted));
        assertThat(Api.get("/api/operations/" + operation + "?wait=1s")
                        .jsonPath()
                        .getString("status"))
                .isEqualTo("pending");
        Thread.ofVirtual()
                .start(() -> worker.report(new InstanceRunning(operation, instance, "host", 5432, null, null, 10), 1));

        FakeWorker.await(() -> Optional.of(Api.get("/api/operations/" + operation + "?wait=50s")
                        .jsonPath()
                        .getString("status"))
                .filter("succeeded"::equals));
        Api.refused(Api.get("/api/operations/" + operation + "?wait=1h"), 400, "INVALID_PARAMETER", "wait");
    }

    private List<Change> after(Position position) {
        return database.withConnection(tx -> store.after(tx, position, 100));
    }

    private static void note(Tx tx, String text) {
        tx.sql("INSERT INTO changes (project, kind, subject) VALUES ('default', 'image', to_json(:text::text))")
                .bind("text", text)
                .update();
    }
}
