package io.toygres.provisioner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.toygres.contract.InstanceId;
import io.toygres.contract.Inventory;
import io.toygres.contract.Inventory.Item;
import io.toygres.contract.Inventory.Owned;
import io.toygres.database.Database;
import io.toygres.internal.InternalToken;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.ResourceNames;
import io.toygres.messaging.Json;
import io.toygres.provisioner.ManagedObjects;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What api-service is told of a cluster in which something was left behind. */
@QuarkusTest
@WithTestResource(LocalSystem.class)
class InventoryIT {

    @Inject
    Database database;

    @Inject
    KubernetesClient client;

    @Inject
    InternalToken token;

    private final InstanceId stray = InstanceId.random();
    private final String stem = ResourceNames.instance("left-behind", stray);

    @AfterEach
    void remove() {
        client.persistentVolumeClaims()
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(ResourceNames.volumeClaim(stem))
                .delete();
        client.secrets()
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(ResourceNames.secret(stem))
                .delete();
    }

    @Test
    void findsWhatNoRowOwnsWithTheNameThatADeletionNeeds() throws IOException {
        createClaim(stem);
        createSecret(stem);

        Owned found = find().orElseThrow();

        assertThat(found.name()).isEqualTo("left-behind");
        assertThat(found.objects())
                .containsExactlyInAnyOrder(
                        new Item("PersistentVolumeClaim", ResourceNames.volumeClaim(stem)),
                        new Item("Secret", ResourceNames.secret(stem)));
        assertThat(found.newestAt()).isAfter(Instant.now().minus(Duration.ofMinutes(10)));
        assertThat(found.busy()).isFalse();
    }

    @Test
    void namesNothingWhoseLabelIsNoneOfOurs() throws IOException {
        createSecret("something-else");

        assertThat(find().orElseThrow().name()).isNull();
    }

    @Test
    void tellsWhichKeysUnfinishedOperationsNeed() {
        UUID operation = UUID.randomUUID();
        database.useConnection(tx -> tx.sql("""
                INSERT INTO operation (id, type, version, subject, state, step, due_at)
                VALUES (:id, 'waits', 1, :id, '{"password": "k9:AAAA"}', 'waits', now() + interval '1 day')""").bind("id", operation).update());

        assertThat(keys().getInt("k9")).isEqualTo(1);

        database.useConnection(tx -> tx.sql("DELETE FROM operation WHERE id = :id")
                .bind("id", operation)
                .update());
        assertThat(keys().getMap("$")).doesNotContainKey("k9");
    }

    private JsonPath keys() {
        return RestAssured.given()
                .header("Authorization", token.header())
                .get("/internal/keys")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void answersNobodyWithoutTheToken() {
        for (String path :
                new String[] {"/internal/inventory", "/internal/keys", "/internal/instances/" + stray + "/logs"}) {
            RestAssured.get(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("code", equalTo("UNAUTHENTICATED"));
        }
    }

    private Optional<Owned> find() throws IOException {
        byte[] body = RestAssured.given()
                .header("Authorization", token.header())
                .get("/internal/inventory")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        return Json.mapper().readValue(body, Inventory.class).owners().stream()
                .filter(owned -> owned.id().equals(stray.value()))
                .findFirst();
    }

    private void createClaim(String instance) {
        client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace(ManagedObjects.NAMESPACE)
                        .withName(ResourceNames.volumeClaim(stem))
                        .withLabels(labels(instance))
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .withRequests(Map.of("storage", new Quantity("1Gi")))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    private void createSecret(String instance) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(ManagedObjects.NAMESPACE)
                        .withName(ResourceNames.secret(stem))
                        .withLabels(labels(instance))
                        .endMetadata()
                        .build())
                .create();
    }

    private Map<String, String> labels(String instance) {
        return Map.of(
                Labels.MANAGED_BY, Labels.TOYGRES, Labels.INSTANCE, instance, Labels.INSTANCE_ID, stray.toString());
    }
}
