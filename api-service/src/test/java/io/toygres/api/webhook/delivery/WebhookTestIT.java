package io.toygres.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.webhook.Hooks;
import io.toygres.api.webhook.Hooks.Hook;
import io.toygres.api.webhook.WithReceiver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code POST /api/webhooks/{id}/test}. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class WebhookTestIT extends WithReceiver {

    private static final String OFF = ", \"enabled\": false";

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    @Test
    void oneAtATimeIsUnderWayToAReceiver() throws Exception {
        var refused = new CountDownLatch(1);
        receiver.answering(_ -> during(refused));
        Hook hook = Hooks.register(project, receiver.url(), OFF);

        List<Response> answers = atOnce(4, () -> {
            Response answer = test(hook);
            if (answer.statusCode() != 200) {
                refused.countDown();
            }
            return answer;
        });

        List<Response> refusals =
                answers.stream().filter(answer -> answer.statusCode() != 200).toList();
        assertThat(refusals).isNotEmpty().hasSizeLessThan(4);
        refusals.forEach(answer -> Api.refused(answer, 409, "WEBHOOK_TEST_UNDER_WAY", null));
        assertThat(mostUnderWay).hasValue(1);
        assertThat(test(hook).jsonPath().getBoolean("delivered"))
                .as("once it is over")
                .isTrue();
    }

    @Test
    void testsOfTwoWebhooksDoNotWaitForEachOther() throws Exception {
        var both = new CountDownLatch(2);
        receiver.answering(_ -> {
            both.countDown();
            return during(both);
        });
        Hook one = Hooks.register(project, receiver.url(), OFF);
        Hook other = Hooks.register(project, receiver.url(), OFF);

        var hooks = new ConcurrentLinkedQueue<>(List.of(one, other));
        List<Response> answers = atOnce(2, () -> test(hooks.remove()));

        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(mostUnderWay).hasValue(2);
    }

    /** Until then, or for less than the sender's time-out, so that an attempt is over here before it is over there. */
    private int during(CountDownLatch latch) {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            var _ = latch.await(1500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
        return 204;
    }

    private static List<Response> atOnce(int number, Callable<Response> request) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Response> answers = new ArrayList<>();
            for (var coming : threads.invokeAll(Collections.nCopies(number, request))) {
                answers.add(coming.get());
            }
            return answers;
        }
    }

    private static Response test(Hook hook) {
        return Api.post(hook.path() + "/test", "");
    }
}
