package io.toygres.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.webhook.Hooks;
import io.toygres.api.webhook.Hooks.Hook;
import io.toygres.api.webhook.LocalReceiver;
import io.toygres.api.webhook.LocalReceiver.Received;
import io.toygres.api.webhook.WithReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What becomes of an event that its receiver does not take. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class RetryIT extends WithReceiver {

    private static final Duration PAST_A_PAUSE = Duration.ofSeconds(6);

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

    private static int waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 200;
    }
}
