package io.toygres.api.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.toygres.api.command.Commands;
import io.toygres.api.key.SealedStore.Sealed;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.Race;
import io.toygres.contract.InstanceId;
import io.toygres.database.Database;
import io.toygres.secret.Keyring;
import io.toygres.secret.Secret;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
@TestProfile(TwoKeys.class)
class RotationIT {

    private static final String ENCRYPTED_COLUMNS = """
            SELECT table_name || '.' || column_name AS place FROM information_schema.columns
            WHERE table_schema = current_schema() AND column_name LIKE '%\\_encrypted'""";

    private final Keyring before = TwoKeys.before();

    @Inject
    FakeWorker worker;

    @Inject
    Rotation rotation;

    @Inject
    RotationStore rotations;

    @Inject
    Clock clock;

    @Inject
    Rewriting rewriting;

    @Inject
    SealedStore secrets;

    @Inject
    Stored stored;

    @Inject
    Keyring keyring;

    @Inject
    Database database;

    /** What each test needs: some of each kind, all encrypted with the key before. */
    @BeforeEach
    void store() {
        InstanceId instance = worker.runningInstance(Api.newName());
        worker.availableImage(Api.newName(), instance);
        Api.accepted(remembered(UUID.randomUUID().toString(), Api.newName()));
        stored.encryptWith(before);
    }

    @AfterEach
    void forget() {
        database.useConnection(tx -> tx.sql("DELETE FROM key_rotations").update());
    }

    @Test
    void knowsEveryEncryptedColumn() {
        List<String> columns =
                database.withConnection(tx -> tx.sql(ENCRYPTED_COLUMNS).list(row -> row.text("place")));

        assertThat(columns)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SealedColumn.values())
                        .map(SealedColumn::place)
                        .toList());
    }

    @Test
    void encryptsAllThatIsStoredWithTheNewestKeyAndChangesNoSecret() {
        Map<String, String> secretsBefore = stored.inTheClear();
        String key = UUID.randomUUID().toString();
        String name = Api.newName();
        String answer = remembered(key, name).asString();

        Response begun = Api.post("/api/keys/rotation", "");
        rotation.goOn();

        assertThat(begun.statusCode()).isEqualTo(200);
        assertThat(begun.jsonPath().getString("key_id")).isEqualTo("k2");
        assertThat(begun.jsonPath().getInt("left")).isGreaterThanOrEqualTo(3);
        assertThat(othersThan("k2")).isZero();
        assertThat(stored.inTheClear()).containsAllEntriesOf(secretsBefore);
        assertThat(remembered(key, name).asString()).isEqualTo(answer);
        var report = Api.get("/api/keys").jsonPath();
        assertThat(report.getString("rotation.finished_at")).isNotNull();
        assertThat(report.getString("rotation.started_by")).isEqualTo("admin");
        assertThat(report.getInt("rotation.left")).isZero();
        assertThat(report.getInt("rotation.rewritten")).isGreaterThanOrEqualTo(3);
        assertThat(Api.get("/api/audit?limit=50").asString()).contains("rotateKeys");
    }

    @Test
    void goesOnWhereItStopped() {
        Api.post("/api/keys/rotation", "").then().statusCode(200);
        rewriting.run(SealedColumn.IMAGE_PASSWORD, "k2");
        assertThat(othersThan("k2")).isPositive();

        rotation.goOn();

        assertThat(othersThan("k2")).isZero();
    }

    @Test
    void doesNothingUntilItIsAskedFor() {
        long others = othersThan("k2");

        rotation.goOn();

        assertThat(othersThan("k2")).isEqualTo(others);
    }

    @Test
    void twoReplicasMayWorkAtItWhileRowsChange() {
        for (int i = 0; i < 20; i++) {
            Api.newInstance(Api.newName());
        }
        stored.encryptWith(before);
        Map<String, String> secretsBefore = stored.inTheClear();
        Api.post("/api/keys/rotation", "").then().statusCode(200);

        Race.of(this::goOn, () -> touchAll() && goOn());
        rotation.goOn();

        assertThat(othersThan("k2")).isZero();
        assertThat(stored.inTheClear()).containsAllEntriesOf(secretsBefore);
    }

    @Test
    void leavesAValueThatHasChangedSinceItWasRead() {
        Sealed read = stored.read(SealedColumn.INSTANCE_PASSWORD).getFirst();
        stored.write(SealedColumn.INSTANCE_PASSWORD, read, before, new Secret("changed meanwhile"));

        boolean replaced = database.withConnection(tx -> secrets.replace(
                tx, SealedColumn.INSTANCE_PASSWORD, read, keyring.encrypt(new Secret("late"), read.owner())));

        assertThat(replaced).isFalse();
        assertThat(stored.inTheClear()).containsEntry("INSTANCE_PASSWORD " + read.owner(), "changed meanwhile");
    }

    @Test
    void whatCannotBeReadHoldsUpNothingElse() {
        Sealed lost = stored.read(SealedColumn.INSTANCE_PASSWORD).getFirst();
        Secret secret = keyring.decrypt(lost.secret(), lost.owner());
        stored.write(SealedColumn.INSTANCE_PASSWORD, lost, TwoKeys.another(), secret);
        Api.post("/api/keys/rotation", "").then().statusCode(200);

        rotation.goOn();

        assertThat(othersThan("k2")).isEqualTo(1);
        var report = Api.get("/api/keys").jsonPath();
        assertThat(report.getInt("rotation.unreadable")).isEqualTo(1);
        assertThat(report.getString("rotation.finished_at")).isNotNull();
        assertThat(report.getBoolean("keys.find { it.id == 'k0' }.in_keyring")).isFalse();

        stored.write(
                SealedColumn.INSTANCE_PASSWORD,
                stored.of(SealedColumn.INSTANCE_PASSWORD, lost.owner()),
                before,
                secret);
        Api.post("/api/keys/rotation", "").then().statusCode(200);
        rotation.goOn();

        assertThat(othersThan("k2")).isZero();
        assertThat(Api.get("/api/keys").jsonPath().getInt("rotation.unreadable"))
                .isZero();
    }

    @Test
    void aReplicaWithTheKeyringOfBeforeTakesNoPart() {
        database.useConnection(tx -> tx.sql("""
                INSERT INTO key_rotations (key_id, superseded, started_at, started_by)
                VALUES ('k3', '{k1,k2}', now(), 'admin')""").update());
        long others = othersThan("k2");

        Api.refused(Api.post("/api/keys/rotation", ""), 409, "KEYRING_OUTDATED", null);
        rotation.goOn();

        assertThat(othersThan("k2")).isEqualTo(others);
    }

    @Test
    void askedForTooEarlyItDoesNotShutTheNewKeyOut() {
        beginWith(TwoKeys.early());

        Api.post("/api/keys/rotation", "").then().statusCode(200);
        rotation.goOn();

        assertThat(othersThan("k2")).isZero();
        assertThatThrownBy(() -> beginWith(TwoKeys.early())).isInstanceOf(ProblemException.class);
    }

    @Test
    void aKeyThatIsFoundInUseLaterIsSupersededToo() {
        stored.encryptWith(keyring);
        Api.post("/api/keys/rotation", "").then().statusCode(200);
        stored.encryptWith(before);
        Api.post("/api/keys/rotation", "").then().statusCode(200);

        assertThatThrownBy(() -> beginWith(TwoKeys.early())).isInstanceOf(ProblemException.class);
    }

    /** As a replica with that keyring would. */
    private void beginWith(Keyring another) {
        Rotation theirs = new Rotation(database, rotations, secrets, rewriting, another, clock);
        database.useTransaction(tx -> theirs.begin(tx, "admin"));
    }

    private long othersThan(String key) {
        return database.withConnection(tx -> secrets.countOthers(tx, key));
    }

    private boolean goOn() {
        rotation.goOn();
        return true;
    }

    /** As whatever else changes these rows: each moves to another place, with its secret. */
    private boolean touchAll() {
        database.useConnection(
                tx -> tx.sql("UPDATE instances SET updated_at = now()").update());
        return true;
    }

    private static Response remembered(String key, String name) {
        return Api.loggedIn()
                .header(Commands.IDEMPOTENCY_KEY, key)
                .contentType(ContentType.JSON)
                .body(Api.instanceBody(name))
                .post("/api/instances");
    }
}
