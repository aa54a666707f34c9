package io.toygres.api.webhook.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.api.webhook.Hooks;
import io.toygres.api.webhook.Hooks.Hook;
import io.toygres.api.webhook.LocalReceiver;
import io.toygres.database.Database;
import io.toygres.local.platform.PrivateCa;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what is not of the public network the settings of the test allow 127.0.0.1 alone. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ReceiverSafetyIT {

    @Inject
    FakeNames names;

    @Inject
    Database database;

    @Inject
    ConnectionConfig config;

    private String project;

    @BeforeEach
    void project() {
        project = People.newProject();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "https://168.63.129.16/",
                "https://10.0.0.1/",
                "https://127.0.0.2/",
                "https://10.1/",
                "https://2130706434/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[fd00:ec2::254]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://inside.test/",
                "https://1.1.1.1:22/",
                "https://user:secret@1.1.1.1/",
                "ftp://1.1.1.1/",
                "https://1.1.1.1/#fragment",
                "nothing"
            })
    void refusesToRegisterWhatMayNotBeConnectedTo(String url) {
        names.put("inside.test", "10.1.2.3");

        var refused = Hooks.post(project, url, "");

        Api.refused(refused, 422, "WEBHOOK_URL_REFUSED", "url");
        assertThat(refused.asString()).doesNotContain("10.1.2.3").doesNotContain("secret@");
    }

    @Test
    void refusesSuchAUrlInAChangeToo() {
        Hook hook = Hooks.register(project, "https://1.1.1.1/", ", \"enabled\": false");

        Api.refused(hook.patch("{\"url\": \"https://10.0.0.1/\"}"), 422, "WEBHOOK_URL_REFUSED", "url");
        assertThat(hook.read().getString("url")).isEqualTo("https://1.1.1.1/");
    }

    @Test
    void connectsToNothingThatANameLeadsToLater() throws IOException {
        try (LocalReceiver inside = LocalReceiver.open("127.0.0.2")) {
            names.put("rebinds.test", "127.0.0.1", "127.0.0.2");
            Hook hook = Hooks.register(project, "http://rebinds.test:" + inside.port() + "/", ", \"enabled\": false");

            assertThat(error(hook)).isEqualTo("The host leads to an address that may not be connected to.");
            assertThat(inside.received()).isEmpty();
        }
    }

    @Test
    void connectsToTheAddressThatItHasCheckedAndNamesTheHost() throws IOException {
        try (LocalReceiver receiver = LocalReceiver.open()) {
            names.put("hooks.test", "127.0.0.1");
            Hook hook = Hooks.register(project, "http://hooks.test:" + receiver.port() + "/", ", \"enabled\": false");

            assertThat(error(hook)).isNull();
            assertThat(receiver.received())
                    .extracting(LocalReceiver.Received::host)
                    .containsExactly("hooks.test:" + receiver.port());
        }
    }

    @Test
    void takesAReceiverThatProvesItsName() throws IOException {
        try (LocalReceiver receiver = LocalReceiver.openTls(certified("hooks.test"))) {
            names.put("hooks.test", "127.0.0.1");
            Hook hook = Hooks.register(project, "https://hooks.test:" + receiver.port() + "/", ", \"enabled\": false");

            assertThat(error(hook)).isNull();
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void sendsNothingToOneThatProvesAnotherName() throws IOException {
        try (LocalReceiver receiver = LocalReceiver.openTls(certified("hooks.test"))) {
            names.put("other.test", "127.0.0.1");
            Hook hook = Hooks.register(project, "https://other.test:" + receiver.port() + "/", ", \"enabled\": false");

            assertThat(error(hook)).startsWith("TLS failed");
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void saysThatNobodyListensOrThatThereIsNoSuchHost() {
        Hook nobody = Hooks.register(project, "http://127.0.0.1:1024/", ", \"enabled\": false");
        Hook unknown = Hooks.register(project, "https://unknown.test/", ", \"enabled\": false");

        assertThat(error(nobody)).isEqualTo("The receiver takes no connection.");
        assertThat(error(unknown)).isEqualTo("The host has no address.");
    }

    @Test
    void namesThatAreNeverAnsweredHoldUpNobodyElse() throws Exception {
        var answers = new CountDownLatch(1);
        names.put("silent.test", "127.0.0.1");
        Hook silent = Hooks.register(project, "https://silent.test/", ", \"enabled\": false");
        names.silence("silent.test", answers);
        try (LocalReceiver receiver = LocalReceiver.open()) {
            names.put("hooks.test", "127.0.0.1");
            Hook other = Hooks.register(
                    People.newProject(), "http://hooks.test:" + receiver.port() + "/", ", \"enabled\": false");
            for (int i = 0; i < NameLookup.PER_OWNER; i++) {
                assertThat(error(silent)).isEqualTo("The host has no address.");
            }

            Api.refused(Api.post(silent.path() + "/test", ""), 503, "LOOKUPS_BUSY", null);
            assertThat(error(other)).isNull();
        } finally {
            answers.countDown();
        }
    }

    @Test
    void postponesWhatCouldNotBeLookedUpAndCountsNoAttempt() {
        var answers = new CountDownLatch(1);
        names.put("silent.test", "127.0.0.1");
        Hook blocking = Hooks.register(project, "https://silent.test/", ", \"enabled\": false");
        Hook postponed = Hooks.register(project, "https://silent.test/2", "");
        names.silence("silent.test", answers);
        try {
            for (int i = 0; i < NameLookup.PER_OWNER; i++) {
                assertThat(error(blocking)).isEqualTo("The host has no address.");
            }
            Instant before = dueAt(postponed);
            Hooks.change(database, project, "image", "available");

            FakeWorker.await(
                    () -> Optional.of(dueAt(postponed)).filter(due -> due.isAfter(before) && isReleased(postponed)));
            assertThat(postponed.errors()).isEmpty();
            assertThat(postponed.read().getString("failing")).isNull();
        } finally {
            Api.delete(postponed.path()).then().statusCode(204);
            answers.countDown();
        }
    }

    private Instant dueAt(Hook hook) {
        return database.withConnection(tx -> tx.sql("SELECT due_at FROM webhook_progress WHERE webhook_id = :id")
                .bind("id", hook.id())
                .one(row -> row.instant("due_at")));
    }

    private boolean isReleased(Hook hook) {
        return database.withConnection(tx -> tx.sql("SELECT leased FROM webhook_progress WHERE webhook_id = :id")
                .bind("id", hook.id())
                .one(row -> !row.flag("leased")));
    }

    private static String error(Hook hook) {
        return Api.post(hook.path() + "/test", "")
                .then()
                .statusCode(200)
                .extract()
                .path("error");
    }

    private SSLContext certified(String name) {
        Path authorities = config.authoritiesFile().orElseThrow();
        return PrivateCa.in(Objects.requireNonNull(authorities.getParent()))
                .issue(name, List.of(name))
                .sslContext();
    }
}
