package io.toygres.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ImageFreshnessIT {

    private static final long YEAR_SECONDS = 365L * 24 * 3600;

    @Inject
    FakeWorker worker;

    @Inject
    ImageFreshness freshness;

    @Inject
    Database database;

    @Test
    void anInstanceWithoutARecentImageCountsUntilItHasOne() {
        freshness.look();
        long before = freshness.now().lacking();
        InstanceId instance = worker.runningInstance(Api.newName());
        assertThat(lacking()).as("a new instance").isEqualTo(before);

        age("instances", instance.value());
        assertThat(lacking()).as("an old one without an image").isEqualTo(before + 1);
        assertThat(freshness.now().greatestAgeSeconds()).isGreaterThanOrEqualTo(YEAR_SECONDS);

        ImageId image = worker.availableImage(Api.newName(), instance);
        assertThat(lacking()).as("one with a recent image").isEqualTo(before);

        age("images", image.value());
        assertThat(lacking()).as("one with an old image").isEqualTo(before + 1);

        ImageId recent = worker.availableImage(Api.newName(), instance);
        assertThat(lacking()).as("one with an old and a recent image").isEqualTo(before);
        assertThat(freshness.now().greatestAgeSeconds()).isLessThan(YEAR_SECONDS);

        Api.accepted(Api.delete("/api/images/" + recent));
        assertThat(lacking()).as("one whose recent image is deleted").isEqualTo(before + 1);
    }

    private long lacking() {
        freshness.look();
        return freshness.now().lacking();
    }

    private void age(String table, UUID id) {
        database.useConnection(
                tx -> tx.sql("UPDATE " + table + " SET created_at = now() - interval '366 days' WHERE id = :id")
                        .bind("id", id)
                        .update());
    }
}
