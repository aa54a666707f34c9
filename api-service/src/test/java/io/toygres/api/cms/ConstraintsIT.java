package io.toygres.api.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.Limits;
import io.toygres.database.Database;
import io.toygres.database.DatabaseException;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the schema refuses whatever code asks for it. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ConstraintsIT {

    @Inject
    FakeWorker worker;

    @Inject
    Database database;

    private InstanceId instance = InstanceId.random();
    private ImageId image = ImageId.random();

    @BeforeEach
    void makeImage() {
        instance = worker.runningInstance(Api.newName());
        image = worker.availableImage(Api.newName(), instance);
    }

    @Test
    void onlyLegalTransitions() {
        refuses("UPDATE images SET status = 'creating' WHERE id = :id", image.value(), "images_transition");
        refuses(
                "UPDATE images SET status = 'deleted', source_password_encrypted = NULL WHERE id = :id",
                image.value(),
                "images_transition");
        refuses("UPDATE instances SET status = 'creating' WHERE id = :id", instance.value(), "instances_transition");
        refuses(
                "UPDATE operations SET status = 'running', finished_at = NULL WHERE image_id = :id",
                image.value(),
                "operations_transition");
    }

    @Test
    void aTypeAndAVersionNeverChange() {
        refuses("UPDATE images SET image_type = 'pg_durable' WHERE id = :id", image.value(), "images_fixed");
        refuses("UPDATE instances SET postgres_version = '17' WHERE id = :id", instance.value(), "instances_fixed");
    }

    @Test
    void aPinnedImageIsNotDeleted() {
        Api.accepted(Api.post(
                "/api/instances", "{\"name\": \"%s\", \"source_image_id\": \"%s\"}".formatted(Api.newName(), image)));

        refuses(
                "UPDATE images SET status = 'deleting', source_password_encrypted = NULL WHERE id = :id",
                image.value(),
                "images_pinned");
    }

    @Test
    void anImageThatIsBeingDeletedIsNotRestored() {
        Api.accepted(Api.delete("/api/images/" + image + "?purge=true"));

        refuses("""
                INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
                SELECT gen_random_uuid(), 'restore_instance', 'pending', instance_id, id, '{}', now(), now()
                FROM images WHERE id = :id""", image.value(), "operations_pin");
    }

    @Test
    void oneOperationAtATimeDecidesAnImagesFate() {
        Api.accepted(Api.delete("/api/images/" + image + "?purge=true"));

        refuses("""
                INSERT INTO operations (id, type, status, image_id, command, command_sent_at, created_at)
                VALUES (gen_random_uuid(), 'delete_image', 'pending', :id, '{}', now(), now())""", image.value(), "operations_deciding_image");
    }

    @Test
    void aRowIsBornAtTheBeginning() {
        refuses("""
                INSERT INTO images (id, name, kind, status, instance_id, image_type, postgres_version, storage_size_gb,
                    databases, created_at, failure_code, failure_detail)
                SELECT gen_random_uuid(), 'born-failed', 'logical', 'failed', instance_id, 'stock', '15', 1, '{}', now(),
                    'JOB_FAILED', 'No.'
                FROM images WHERE id = :id""", image.value(), "images_birth");
    }

    @Test
    void aPasswordIsForgottenWithItsOwner() {
        refuses("UPDATE images SET status = 'deleting' WHERE id = :id", image.value(), "images_password_while_needed");
        assertThatCode(() -> update(
                        "UPDATE images SET status = 'deleting', source_password_encrypted = NULL WHERE id = :id",
                        image.value()))
                .doesNotThrowAnyException();
    }

    private void refuses(String sql, UUID id, String constraint) {
        assertThatThrownBy(() -> update(sql, id))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.constraint()).contains(constraint));
    }

    private void update(String sql, UUID id) {
        database.useConnection(tx -> tx.sql(sql).bind("id", id).update());
    }

    @Test
    void namesMayBeWhatRequestsAndCommandsMaySay() {
        assertThat(check("instances", "name")).contains("'" + Limits.INSTANCE_NAME + "'");
        assertThat(check("instances", "dns_label")).contains("'" + Limits.DNS_LABEL + "'");
        assertThat(check("images", "name")).contains("'" + Limits.IMAGE_NAME + "'");
        assertThat(check("instances", "storage_size_gb")).contains(" " + Limits.LARGEST_STORAGE_GB);
    }

    /** The constraint on one column alone. */
    private String check(String table, String column) {
        return database.withConnection(
                tx -> tx.sql("""
                        SELECT pg_get_constraintdef(c.oid) AS check FROM pg_constraint c
                        JOIN pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
                        WHERE c.contype = 'c' AND c.conrelid = :table::regclass AND a.attname = :column""").bind("table", table).bind("column", column).one(row -> row.text("check")));
    }
}
