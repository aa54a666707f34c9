package io.toygres.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.webhook.Hooks;
import io.toygres.api.webhook.Hooks.Hook;
import io.toygres.api.webhook.LocalReceiver.Received;
import io.toygres.api.webhook.WithReceiver;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events that come again, or come no more. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ReplayIT extends WithReceiver {

    @Test
    void saysThatChangesAreGoneBeforeItGoesOn() {
        Hook hook = Hooks.register(project, receiver.url(), ", \"enabled\": false");
        change("image", "creating");
        FakeWorker.await(() -> Optional.of(removeChanges()).filter(removed -> removed));
        hook.patch("{\"enabled\": true}").then().statusCode(200);
        receiver.await(1);
        String image = change("image", "available");

        List<Received> requests = receiver.await(2);
        assertThat(requests.get(0).event().get("type").asText()).isEqualTo("toygres.webhook.reset.v1");
        assertThat(requests.get(0).id()).startsWith("reset-");
        assertThat(requests.get(1).subject()).isEqualTo(image);
    }

    @Test
    void sendsAgainFromAnEventOn() {
        Hook hook = Hooks.register(project, receiver.url(), "");
        change("image", "creating");
        change("image", "available");
        List<Received> requests = receiver.await(2);
        hook.await(read -> read.getString("position").equals(requests.get(1).id()));

        hook.patch("{\"position\": \"" + requests.get(0).id() + "\"}").then().statusCode(200);

        assertThat(receiver.await(3).getLast().id()).isEqualTo(requests.get(1).id());
    }

    /** As the purge does. @return whether there were any */
    private boolean removeChanges() {
        return database.<Boolean, RuntimeException>withConnection(
                tx -> tx.sql("""
                        WITH removed AS (DELETE FROM changes WHERE project = :project RETURNING xid, id),
                             last AS (SELECT xid, id FROM removed ORDER BY xid DESC, id DESC LIMIT 1)
                        UPDATE changes_removed r SET xid = last.xid, id = last.id FROM last WHERE (last.xid, last.id) > (r.xid, r.id)""").bind("project", project).update() == 1);
    }
}
