package io.toygres.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.People;
import io.toygres.api.webhook.Hooks;
import io.toygres.api.webhook.Hooks.Hook;
import io.toygres.api.webhook.LocalReceiver.Received;
import io.toygres.api.webhook.WithReceiver;
import io.toygres.secret.Secret;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a receiver is sent, and what not. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class DeliveryIT extends WithReceiver {

    @Inject
    DeliveryPurge purge;

    @Inject
    DeliveryConfig config;

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

    /** @return the operation */
    private String create(String more) {
        return Api.operation(Api.post(
                "/api/instances",
                "{\"name\": \"%s\", \"password\": \"correct horse\", \"project\": \"%s\"%s}"
                        .formatted(Api.newName(), project, more)));
    }
}
