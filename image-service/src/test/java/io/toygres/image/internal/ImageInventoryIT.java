package io.toygres.image.internal;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.contract.ImageId;
import io.toygres.contract.Inventory;
import io.toygres.contract.Inventory.Item;
import io.toygres.contract.Inventory.Owned;
import io.toygres.database.Database;
import io.toygres.image.LocalPlatform;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.ImageLocation;
import io.toygres.internal.InternalToken;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.ResourceNames;
import io.toygres.messaging.Json;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalPlatform.class)
final class ImageInventoryIT {

    @Inject
    KubernetesClient client;

    @Inject
    ImageContainer container;

    @Inject
    Database database;

    @Inject
    InternalToken token;

    private final ImageId image = ImageId.random();

    @Test
    void tellsAnImageWithItsManifestFromOneWithout() throws IOException {
        ImageId half = ImageId.random();
        container.createIfAbsent(ImageLocation.attemptPrefix(image, "a") + "globals.sql.zst", new byte[1]);
        container.createIfAbsent(ImageLocation.manifest(image), new byte[1]);
        container.createIfAbsent(ImageLocation.attemptPrefix(half, "a") + "globals.sql.zst", new byte[1]);
        container.createIfAbsent(ImageLocation.attemptPrefix(half, "b") + "globals.sql.zst", new byte[1]);
        container.createIfAbsent("notes/of-somebody.txt", new byte[1]);

        assertThat(find(image).orElseThrow().objects())
                .containsExactlyInAnyOrder(
                        new Item(Inventory.MANIFEST, ImageLocation.manifest(image)),
                        new Item(Inventory.BLOBS, ImageLocation.prefix(image)));
        Owned left = find(half).orElseThrow();
        assertThat(left.objects()).containsExactly(new Item(Inventory.BLOBS, ImageLocation.prefix(half)));
        assertThat(left.newestAt())
                .isBetween(
                        Instant.now().minus(Duration.ofHours(1)), Instant.now().plusSeconds(60));
        assertThat(left.busy()).isFalse();
    }

    @Test
    void findsAJobAndSaysThatAnOperationWorksOnIt() throws IOException {
        client.resource(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace("toygres-managed")
                        .withName(ResourceNames.backupJob(image))
                        .withCreationTimestamp("2026-01-02T03:04:05Z")
                        .addToLabels(Labels.MANAGED_BY, Labels.TOYGRES)
                        .addToLabels(Labels.IMAGE_ID, image.toString())
                        .endMetadata()
                        .build())
                .create();
        operationOnIt();

        Owned found = find(image).orElseThrow();

        assertThat(found.objects()).containsExactly(new Item("Job", ResourceNames.backupJob(image)));
        assertThat(found.busy()).isTrue();
    }

    @Test
    void answersNobodyWithoutTheToken() {
        for (String path : new String[] {"/internal/inventory", "/internal/images/" + image + "/logs"}) {
            when().get(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("code", equalTo("UNAUTHENTICATED"));
            given().header("Authorization", "Bearer wrong").get(path).then().statusCode(401);
        }
    }

    /** Far in the future, so that no worker takes it. */
    private void operationOnIt() {
        database.useConnection(tx -> tx.sql("""
                        INSERT INTO operation (id, type, version, subject, state, step, due_at)
                        VALUES (:id, 'inventory-test', 1, :subject, '{}', 'one', now() + interval '1 day')""")
                .bind("id", UUID.randomUUID())
                .bind("subject", image.value())
                .update());
    }

    private Optional<Owned> find(ImageId wanted) throws IOException {
        byte[] body = given().header("Authorization", token.header())
                .get("/internal/inventory")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        return Json.mapper().readValue(body, Inventory.class).owners().stream()
                .filter(owned -> owned.id().equals(wanted.value()))
                .findFirst();
    }
}
