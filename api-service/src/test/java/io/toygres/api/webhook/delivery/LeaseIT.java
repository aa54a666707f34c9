package io.toygres.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.webhook.Hooks;
import io.toygres.api.webhook.Hooks.Hook;
import io.toygres.api.webhook.LocalReceiver.Received;
import io.toygres.api.webhook.WithReceiver;
import io.toygres.api.webhook.connection.ConnectionConfig;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One replica at a time tells a receiver; should it end, another one goes on. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class LeaseIT extends WithReceiver {

    @Inject
    LeaseStore leases;

    @Inject
    Turn turn;

    @Inject
    DeliveryConfig config;

    @Inject
    ConnectionConfig connections;

    @Test
    void sendsAgainWhatWasSentBeforeACrashAndNotWrittenDown() {
        Hook hook = Hooks.register(project, receiver.url(), "");
        receiver.answering(_ -> {
            if (receiver.received().size() == 1) {
                loseLease(hook);
            }
            return 200;
        });
        String image = change("image", "available");
        receiver.await(1);
        clock.advance(leases.length().plusSeconds(1));

        List<Received> requests = receiver.await(2);
        assertThat(requests).extracting(Received::subject).containsExactly(image, image);
        assertThat(requests.get(1).id()).isEqualTo(requests.get(0).id());
        hook.await(read -> read.getString("position").equals(requests.get(0).id()));
    }

    @Test
    void twoReplicasSendNothingTwiceAndKeepTheOrder() throws Exception {
        List<Hook> hooks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hooks.add(Hooks.register(project, receiver.url() + "/" + i, ""));
        }
        var isOver = new AtomicBoolean();
        var other = new Dispatcher(database, leases, turn, config, connections, clock);
        Thread replica = Thread.ofVirtual().start(() -> {
            while (!isOver.get()) {
                other.round();
            }
        });
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            changed.add(change("image", "available"));
        }
        receiver.await(hooks.size() * changed.size());
        isOver.set(true);
        replica.join();

        Map<String, List<String>> told = receiver.received().stream()
                .collect(Collectors.groupingBy(
                        Received::path, Collectors.mapping(Received::subject, Collectors.toList())));
        assertThat(told).hasSize(hooks.size());
        assertThat(told.values()).allSatisfy(subjects -> assertThat(subjects).containsExactlyElementsOf(changed));
    }

    /** As if the replica that holds it had ended: nothing that it writes counts. */
    private void loseLease(Hook hook) {
        database.useConnection(
                tx -> tx.sql("UPDATE webhook_progress SET fencing_token = fencing_token + 1 WHERE webhook_id = :id")
                        .bind("id", hook.id())
                        .update());
    }
}
