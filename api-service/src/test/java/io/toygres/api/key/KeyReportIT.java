package io.toygres.api.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.worker.WorkersConfig;
import io.toygres.contract.InstanceId;
import io.toygres.database.Database;
import io.toygres.secret.Keyring;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
@TestProfile(TwoKeys.class)
class KeyReportIT {

    @Inject
    FakeWorker worker;

    @Inject
    Stored stored;

    @Inject
    Database database;

    @Inject
    WorkersConfig workers;

    @Inject
    Keyring keyring;

    @Test
    void aKeyMayGoOnceNothingNeedsItAndItsManifestsAreTold() throws IOException {
        InstanceId instance = worker.runningInstance(Api.newName());
        worker.availableImage(Api.newName(), instance);
        database.useConnection(
                tx -> tx.sql("UPDATE images SET manifest_key = 'k1'").update());
        stored.encryptWith(TwoKeys.before());

        assertThat(uses(key("k1", "{}"), "instance_password")).isPositive();
        assertThat(uses(key("k1", "{}"), "image_password")).isPositive();
        assertThat(removable("k1", "{}")).isFalse();

        Api.newInstance(Api.newName());
        commandsWith("k2", "k1");
        stored.encryptWith(keyring);
        assertThat(uses(key("k1", "{}"), "waiting_command")).isEqualTo(1);
        assertThat(removable("k1", "{}")).isFalse();

        commandsWith("k1", "k2");
        assertThat(uses(key("k1", "{\"k1\": 3}"), "operation")).isEqualTo(3);
        assertThat(removable("k1", "{\"k1\": 3}")).isFalse();
        assertThat(removable("k1", "{\"k2\": 3}")).isTrue();
        assertThat(key("k1", "{}").getInt("manifests")).isPositive();
        assertThat(removable("k2", "{}")).isFalse();
    }

    @Test
    void noKeyMayGoWhileAWorkerDoesNotAnswer() {
        JsonPath report = Api.get("/api/keys").jsonPath();

        assertThat(report.getBoolean("complete")).isFalse();
        assertThat(report.getList("keys.removable", Boolean.class)).containsOnly(false);
    }

    /** As if commands had been encrypted with another key. */
    private void commandsWith(String from, String to) {
        database.useConnection(
                tx -> tx.sql("""
                UPDATE operations
                SET command = jsonb_set(command, '{password}', to_jsonb(replace(command ->> 'password', :from, :to)))
                WHERE id = (SELECT id FROM operations WHERE starts_with(command ->> 'password', :from) LIMIT 1)""").bind("from", from + ":").bind("to", to + ":").update());
    }

    private boolean removable(String id, String operations) throws IOException {
        return key(id, operations).getBoolean("removable");
    }

    private static int uses(JsonPath key, String secret) {
        Integer count = key.get("uses.find { it.secret == '" + secret + "' }?.count");
        return count == null ? 0 : count;
    }

    private JsonPath key(String id, String operations) throws IOException {
        try (FakeKeyCount _ = new FakeKeyCount(workers.provisionerUrl(), operations)) {
            return Api.get("/api/keys").jsonPath().setRootPath("keys.find { it.id == '" + id + "' }");
        }
    }
}
