package io.toygres.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.webhook.Hooks;
import io.toygres.api.webhook.Hooks.Hook;
import io.toygres.api.webhook.WithReceiver;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class WebhookBacklogIT extends WithReceiver {

    private static final Duration LONG_AGO = Duration.ofDays(1);

    @Inject
    WebhookBacklog backlog;

    @Test
    void showsTheAgeOfWhatAReceiverDoesNotTakeUntilItDoes() {
        receiver.answering(_ -> 500);
        Hook hook = Hooks.register(project, receiver.url(), "");
        change("image", "available");
        changedLongAgo();
        hook.await(read -> read.get("failing") != null);

        backlog.look();
        assertThat(backlog.now().ageSeconds()).isGreaterThanOrEqualTo(LONG_AGO.toSeconds());

        receiver.answering(_ -> 200);
        hook.patch("{\"enabled\": true}").then().statusCode(200);
        String told = receiver.await(2).getLast().id();
        hook.await(read -> read.getString("position").equals(told));
        backlog.look();
        assertThat(backlog.now().ageSeconds()).isLessThan(LONG_AGO.toSeconds());
    }

    @Test
    void aDisabledOneHasNoBacklogAndCountsWhenTheServiceGaveItUp() {
        backlog.look();
        long before = backlog.now().givenUp();
        receiver.answering(_ -> 410);
        Hook gone = Hooks.register(project, receiver.url(), "");
        Hooks.register(project, receiver.url(), ", \"enabled\": false");
        change("image", "available");
        changedLongAgo();
        gone.await(read -> !read.getBoolean("enabled"));

        backlog.look();
        assertThat(backlog.now().givenUp()).isEqualTo(before + 1);
        assertThat(backlog.now().ageSeconds()).isLessThan(LONG_AGO.toSeconds());

        Api.delete(gone.path()).then().statusCode(204);
        backlog.look();
        assertThat(backlog.now().givenUp()).isEqualTo(before);
    }

    private void changedLongAgo() {
        database.useConnection(tx -> tx.sql(
                        "UPDATE changes SET changed_at = now() - :ago * interval '1 second' WHERE project = :project")
                .bind("ago", LONG_AGO.toSeconds())
                .bind("project", project)
                .update());
    }
}
