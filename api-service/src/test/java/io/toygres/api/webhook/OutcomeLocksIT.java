package io.toygres.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.webhook.Hooks.Hook;
import io.toygres.database.Tx;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Users change and delete webhooks while what came of attempts is being written down. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class OutcomeLocksIT extends WithReceiver {

    @Inject
    ProgressStore progress;

    @Inject
    WebhookStore webhooks;

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
}
