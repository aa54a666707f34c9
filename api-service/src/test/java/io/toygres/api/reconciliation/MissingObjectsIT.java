package io.toygres.api.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
@TestProfile(MadeInventories.Remove.class)
class MissingObjectsIT extends MadeInventories {

    @Test
    void aRunningInstanceWhoseObjectsAreGoneSaysSoUntilTheyAreBack() {
        InstanceId running = worker.runningInstance(Api.newName());
        instances.put(
                running.value(), "orders", longAgo(), false, List.of("StatefulSet", "Service", "Secret", "ConfigMap"));
        reconciler.reconcile();
        assertThat(note("instances", running)).as("just changed").isNull();
        clock.advance(Duration.ofMinutes(6));

        reconciler.reconcile();

        JsonPath told = Api.get("/api/instances/" + running).jsonPath();
        assertThat(told.getString("note.code")).isEqualTo("RESOURCES_MISSING");
        assertThat(told.getString("note.detail")).isEqualTo("Not found: PersistentVolumeClaim.");
        assertThat(told.getString("note.remedy")).isNotBlank();
        assertThat(told.getString("status")).isEqualTo("running");
        assertThat(gauge("toygres_resources_missing", "instance")).isPositive();
        whole(running);
        reconciler.reconcile();
        assertThat(note("instances", running)).isNull();
    }

    @Test
    void anAvailableImageWithoutItsManifestSaysSo() {
        ImageId image = worker.availableImage(Api.newName(), worker.runningInstance(Api.newName()));
        images.put(image.value(), null, longAgo(), false, List.of("Blobs"));
        clock.advance(Duration.ofMinutes(6));

        reconciler.reconcile();

        assertThat(Api.get("/api/images/" + image).jsonPath().getString("note.detail"))
                .isEqualTo("Not found: Manifest.");
        images.put(image.value(), null, longAgo(), false, List.of("Blobs", "Manifest"));
        reconciler.reconcile();
        assertThat(note("images", image)).isNull();
    }

    @Test
    void whatIsBeingDeletedMissesNothing() {
        InstanceId running = worker.runningInstance(Api.newName());
        clock.advance(Duration.ofMinutes(6));
        reconciler.reconcile();
        assertThat(note("instances", running)).isNotNull();

        Api.accepted(Api.delete("/api/instances/" + running));

        assertThat(note("instances", running)).isNull();
    }
}
