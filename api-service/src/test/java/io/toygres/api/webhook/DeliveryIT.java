package io.toygres.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.api.testing.TestClock;
import io.toygres.api.webhook.Hooks.Hook;
import io.toygres.api.webhook.LocalReceiver.Received;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.secret.Secret;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class DeliveryIT {

    private static final Duration PAST_A_PAUSE = Duration.ofSeconds(6);

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    ProgressStore progress;

    @Inject
    WebhookStore webhooks;

    @Inject
    WebhookPurge purge;

    @Inject
    Turn turn;

    @Inject
    WebhookConfig config;

    private String project;
    private LocalReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        project = People.newProject();
        receiver = LocalReceiver.open();
    }

    /** Nobody is told of anything any more, so that tests which follow find their ports free of it. */
    @AfterEach
    void close() {
        Api.get("/api/webhooks?project=" + project)
                .jsonPath()
                .getList("items.id")
                .forEach(id -> Api.delete("/api/webhooks/" + id).then().statusCode(204));
        receiver.close();
    }

    @Test
    void sendsEachChangeAsASignedCloudEvent() {
        Hook hook = Hooks.register(project, receiver.url() + "?a=b", "");
        String image = change("image", "available");

        Received request = receiver.await(1).getFirst();

        assertThat(request.path()).isEqualTo("/hook?a=b");
        assertThat(request.host()).isEqualTo("127.0.0.1:" + receiver.port());
        assertThat(request.type()).isEqualTo("application/cloudevents+json; charset=UTF-8");
        assertThat(hook.signed(request, hook.secret())).isTrue();
        assertThat(request.event().properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data");
        assertThat(request.event().get("specversion").asText()).isEqualTo("1.0");
        assertThat(request.event().get("id").asText()).isEqualTo(request.id());
        assertThat(request.event().get("source").asText()).isEqualTo("/api/projects/" + project);
        assertThat(request.event().get("type").asText()).isEqualTo("toygres.change.image.available.v1");
        assertThat(request.subject()).isEqualTo(image);
        assertThat(request.event().at("/data/status").asText()).isEqualTo("available");
        hook.await(read -> read.getString("position").equals(request.id()));
        var delivery = Api.get(hook.path() + "/deliveries").jsonPath();
        assertThat(delivery.getList("items")).hasSize(1);
        assertThat(delivery.getString("items[0].event_id")).isEqualTo(request.id());
        assertThat(delivery.getBoolean("items[0].delivered")).isTrue();
        assertThat(delivery.getInt("items[0].status")).isEqualTo(204);
    }

    @Test
    void sendsTheTypesThatWereAskedFor() {
        Hooks.register(project, receiver.url(), ", \"types\": [\"instance\", \"image.failed\"]");
        change("operation", "succeeded");
        change("image", "available");
        String image = change("image", "failed");
        String instance = change("instance", "running");

        assertThat(receiver.await(2)).extracting(Received::subject).containsExactly(image, instance);
    }

    @Test
    void sendsWhatIsOfTheLabelsThatWereAskedFor() {
        Hooks.register(project, receiver.url(), ", \"match_labels\": {\"team\": \"payments\"}");
        create(", \"labels\": {\"team\": \"search\"}");
        String operation = create(", \"labels\": {\"team\": \"payments\", \"env\": \"prod\"}");
        String instance = Api.get("/api/operations/" + operation).jsonPath().getString("instance_id");

        assertThat(receiver.await(2)).extracting(Received::subject).containsExactlyInAnyOrder(instance, operation);
    }

    @Test
    void tellsNobodyOfOtherProjects() {
        String other = People.newProject();
        Hooks.register(project, receiver.url(), "");
        Hooks.change(database, other, "image", "available");
        String mine = change("image", "available");

        assertThat(receiver.await(1)).extracting(Received::subject).containsExactly(mine);
    }

    @Test
    void triesAgainWithTheSameIdAndLetsTheNextOnesWait() {
        Hook hook = Hooks.register(project, receiver.url(), "");
        receiver.answering(request -> receiver.received().size() == 1 ? 500 : 200);
        String first = change("image", "creating");
        String second = change("image", "available");

        var failing = hook.await(read -> read.get("failing") != null);
        assertThat(failing.getInt("failing.attempts")).isEqualTo(1);
        assertThat(failing.getString("failing.last_error")).isEqualTo("The receiver answered 500.");
        clock.advance(PAST_A_PAUSE);

        List<Received> requests = receiver.await(3);
        assertThat(requests).extracting(Received::subject).containsExactly(first, first, second);
        assertThat(requests.get(1).id()).isEqualTo(requests.get(0).id());
        assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
        hook.await(read -> read.get("failing") == null);
        assertThat(Api.get(hook.path() + "/deliveries").jsonPath().getList("items.attempt"))
                .containsExactly(1, 2, 1);
    }

    @Test
    void givesUpWaitingForAnAnswerAndHoldsUpNobodyElse() throws Exception {
        var silent = new CountDownLatch(1);
        try (LocalReceiver other = LocalReceiver.open()) {
            receiver.answering(_ -> waitFor(silent));
            Hook hook = Hooks.register(project, receiver.url(), "");
            Hooks.register(project, other.url(), "");
            String image = change("image", "available");

            receiver.await(1);
            assertThat(other.await(1)).extracting(Received::subject).containsExactly(image);
            assertThat(hook.await(read -> read.get("failing") != null).getString("failing.last_error"))
                    .isEqualTo("The receiver did not answer within 2000 ms.");
        } finally {
            silent.countDown();
        }
    }

    @Test
    void disablesWhatFailsForADayAndGoesOnOnceItIsEnabled() {
        Hook hook = Hooks.register(project, receiver.url(), "");
        receiver.answering(_ -> 503);
        String first = change("image", "creating");
        String second = change("image", "available");
        hook.await(read -> read.get("failing") != null);
        clock.advance(Duration.ofHours(25));

        assertThat(hook.await(read -> !read.getBoolean("enabled")).getString("disabled_reason"))
                .startsWith("The receiver answered 503. No attempt since ");
        int before = receiver.received().size();
        receiver.answering(_ -> 200);
        hook.patch("{\"enabled\": true}").then().statusCode(200);

        List<Received> requests = receiver.await(before + 2);
        assertThat(requests.subList(before, before + 2))
                .extracting(Received::subject)
                .containsExactly(first, second);
        assertThat(hook.read().getString("disabled_reason")).isNull();
    }

    @Test
    void disablesWhatIsGone() {
        Hook hook = Hooks.register(project, receiver.url(), "");
        receiver.answering(_ -> 410);
        change("image", "available");

        assertThat(hook.await(read -> !read.getBoolean("enabled")).getString("disabled_reason"))
                .isEqualTo("The receiver answered 410. It wants no more.");
    }

    @Test
    void sendsAgainWhatWasSentBeforeACrashAndNotWrittenDown() {
        Hook hook = Hooks.register(project, receiver.url(), "");
        receiver.answering(_ -> {
            if (receiver.received().size() == 1) {
                loseLease(hook);
            }
            return 200;
        });
        String image = change("image", "available");
        receiver.await(1);
        clock.advance(Outcomes.lease(config).plusSeconds(1));

        List<Received> requests = receiver.await(2);
        assertThat(requests).extracting(Received::subject).containsExactly(image, image);
        assertThat(requests.get(1).id()).isEqualTo(requests.get(0).id());
        hook.await(read -> read.getString("position").equals(requests.get(0).id()));
    }

    @Test
    void twoReplicasSendNothingTwiceAndKeepTheOrder() throws Exception {
        List<Hook> hooks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hooks.add(Hooks.register(project, receiver.url() + "/" + i, ""));
        }
        var isOver = new AtomicBoolean();
        var other = new Dispatcher(database, progress, turn, config, clock);
        Thread replica = Thread.ofVirtual().start(() -> {
            while (!isOver.get()) {
                other.round();
            }
        });
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            changed.add(change("image", "available"));
        }
        receiver.await(hooks.size() * changed.size());
        isOver.set(true);
        replica.join();

        Map<String, List<String>> told = receiver.received().stream()
                .collect(Collectors.groupingBy(
                        Received::path, Collectors.mapping(Received::subject, Collectors.toList())));
        assertThat(told).hasSize(hooks.size());
        assertThat(told.values()).allSatisfy(subjects -> assertThat(subjects).containsExactlyElementsOf(changed));
    }

    @Test
    void aChangeDuringAnAttemptOutlivesItsFailure() {
        var answer = new CountDownLatch(1);
        try (LocalReceiver fresh = LocalReceiver.open()) {
            receiver.answering(_ -> waitFor(answer) + 210);
            Hook hook = Hooks.register(project, receiver.url(), "");
            String image = change("image", "available");
            receiver.await(1);

            hook.patch("{\"url\": \"" + fresh.url() + "\"}").then().statusCode(200);
            answer.countDown();

            assertThat(fresh.await(1)).extracting(Received::subject).containsExactly(image);
            assertThat(hook.errors()).contains("The receiver answered 410.");
            assertThat(hook.read().getBoolean("enabled")).isTrue();
            assertThat(hook.read().getString("failing")).isNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            answer.countDown();
        }
    }

    /** As outcomes do, the progress is locked before the webhook: otherwise one of the two ended with a deadlock. */
    @Test
    void changesWaitForAnOutcomeThatIsBeingWrittenDown() {
        Hook hook = Hooks.register(project, receiver.url(), "");

        assertThat(duringAnOutcome(hook, () -> hook.patch("{\"enabled\": true}")))
                .isEqualTo(200);
        assertThat(duringAnOutcome(hook, () -> Api.delete(hook.path()))).isEqualTo(204);
    }

    @Test
    void theDeletionOfTheProjectWaitsForAnOutcomeThatIsBeingWrittenDown() {
        Hook hook = Hooks.register(project, receiver.url(), "");

        assertThat(duringAnOutcome(hook, () -> Api.delete("/api/projects/" + project)))
                .isEqualTo(204);
    }

    /** @return the status of the answer to a request that waits for it */
    private int duringAnOutcome(Hook hook, Supplier<Response> request) {
        CompletableFuture<Response> answer = database.inTransaction(tx -> {
            progress.lock(tx, hook.id());
            var coming = CompletableFuture.supplyAsync(request);
            FakeWorker.await(() -> Optional.of(isWaitedFor(tx)).filter(waiting -> waiting));
            webhooks.disable(tx, hook.id(), "The receiver answered 410.", clock.instant());
            return coming;
        });
        return answer.join().statusCode();
    }

    private static boolean isWaitedFor(Tx tx) {
        return tx.sql("""
                        SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))""").one(row -> row.number("count") > 0);
    }

    @Test
    void followsNoRedirect() {
        Hook hook = Hooks.register(project, receiver.url(), "");
        receiver.answering(_ -> 307);
        change("image", "available");

        assertThat(hook.await(read -> read.get("failing") != null).getString("failing.last_error"))
                .isEqualTo("The receiver answered 307.");
        assertThat(receiver.received()).extracting(Received::path).containsOnly("/hook");
    }

    @Test
    void signsWithBothSecretsForADayAfterARotation() {
        Hook hook = Hooks.register(project, receiver.url(), "");
        var rotated = Api.post(hook.path() + "/secret", "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var fresh = new Secret(rotated.getString("secret"));
        assertThat(fresh.reveal()).isNotEqualTo(hook.secret().reveal());
        change("image", "available");

        Received early = receiver.await(1).getFirst();
        assertThat(hook.signed(early, fresh)).isTrue();
        assertThat(hook.signed(early, hook.secret())).isTrue();
        clock.advance(Duration.ofHours(25));
        change("image", "available");

        Received late = receiver.await(2).getLast();
        assertThat(hook.signed(late, fresh)).isTrue();
        assertThat(hook.signed(late, hook.secret())).isFalse();
        purge.takeAlong();
        assertThat(database.<Long, RuntimeException>withConnection(
                        tx -> tx.sql("SELECT count(previous_secret_encrypted) FROM webhooks WHERE id = :id")
                                .bind("id", hook.id())
                                .one(row -> row.number("count"))))
                .as("kept secrets that sign no more")
                .isZero();
    }

    @Test
    void outcomesAreKeptForAWeek() {
        Hook hook = Hooks.register(project, receiver.url(), "");
        change("image", "creating");
        change("image", "available");
        hook.await(_ -> hook.errors().size() == 2);
        database.useConnection(tx -> tx.sql("""
                        UPDATE webhook_deliveries SET created_at = :old
                        WHERE id = (SELECT id FROM webhook_deliveries WHERE webhook_id = :id LIMIT 1)""")
                .bind("old", clock.instant().minus(config.keep()).minusSeconds(1))
                .bind("id", hook.id())
                .update());

        purge.purge();

        assertThat(hook.errors()).hasSize(1);
    }

    @Test
    void saysThatChangesAreGoneBeforeItGoesOn() {
        Hook hook = Hooks.register(project, receiver.url(), ", \"enabled\": false");
        change("image", "creating");
        FakeWorker.await(() -> Optional.of(removeChanges()).filter(removed -> removed));
        hook.patch("{\"enabled\": true}").then().statusCode(200);
        receiver.await(1);
        String image = change("image", "available");

        List<Received> requests = receiver.await(2);
        assertThat(requests.get(0).event().get("type").asText()).isEqualTo("toygres.webhook.reset.v1");
        assertThat(requests.get(0).id()).startsWith("reset-");
        assertThat(requests.get(1).subject()).isEqualTo(image);
    }

    @Test
    void sendsAgainFromAnEventOn() {
        Hook hook = Hooks.register(project, receiver.url(), "");
        change("image", "creating");
        change("image", "available");
        List<Received> requests = receiver.await(2);
        hook.await(read -> read.getString("position").equals(requests.get(1).id()));

        hook.patch("{\"position\": \"" + requests.get(0).id() + "\"}").then().statusCode(200);

        assertThat(receiver.await(3).getLast().id()).isEqualTo(requests.get(1).id());
    }

    @Test
    void sendsNothingOnceItIsDisabledOrDeleted() {
        Hook disabled = Hooks.register(project, receiver.url() + "/disabled", "");
        Hook deleted = Hooks.register(project, receiver.url() + "/deleted", "");
        disabled.patch("{\"enabled\": false}").then().statusCode(200);
        Api.delete(deleted.path()).then().statusCode(204);
        Hooks.register(project, receiver.url(), "");
        change("image", "available");

        assertThat(receiver.await(1)).extracting(Received::path).containsExactly("/hook");
    }

    @Test
    void triesAReceiverOut() {
        Hook hook = Hooks.register(project, receiver.url(), ", \"enabled\": false");

        var outcome = Api.post(hook.path() + "/test", "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(outcome.getBoolean("delivered")).isTrue();
        Received ping = receiver.await(1).getFirst();
        assertThat(ping.event().get("type").asText()).isEqualTo("toygres.webhook.ping.v1");
        assertThat(hook.signed(ping, hook.secret())).isTrue();
    }

    private String change(String kind, String status) {
        return Hooks.change(database, project, kind, status);
    }

    /** @return the operation */
    private String create(String more) {
        return Api.operation(Api.post(
                "/api/instances",
                "{\"name\": \"%s\", \"password\": \"correct horse\", \"project\": \"%s\"%s}"
                        .formatted(Api.newName(), project, more)));
    }

    /** As if the replica that holds it had ended: nothing that it writes counts. */
    private void loseLease(Hook hook) {
        database.useConnection(
                tx -> tx.sql("UPDATE webhook_progress SET fencing_token = fencing_token + 1 WHERE webhook_id = :id")
                        .bind("id", hook.id())
                        .update());
    }

    /** As the purge does. @return whether there were any */
    private boolean removeChanges() {
        return database.<Boolean, RuntimeException>withConnection(
                tx -> tx.sql("""
                        WITH removed AS (DELETE FROM changes WHERE project = :project RETURNING xid, id),
                             last AS (SELECT xid, id FROM removed ORDER BY xid DESC, id DESC LIMIT 1)
                        UPDATE changes_removed r SET xid = last.xid, id = last.id FROM last WHERE (last.xid, last.id) > (r.xid, r.id)""").bind("project", project).update() == 1);
    }

    private static int waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 200;
    }
}
