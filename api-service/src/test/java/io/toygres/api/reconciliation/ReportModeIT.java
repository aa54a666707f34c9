package io.toygres.api.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.TestClock;
import io.toygres.api.worker.WorkersConfig;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The dry run, which is the default: orphans are told, and nothing is sent. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ReportModeIT {

    @Inject
    Reconciler reconciler;

    @Inject
    Database database;

    @Inject
    FakeWorker worker;

    @Inject
    TestClock clock;

    @Inject
    WorkersConfig workers;

    @Test
    void removesNothing() throws IOException {
        UUID stray = UUID.randomUUID();
        try (FakeInventory instances = new FakeInventory(workers.provisionerUrl())) {
            instances.put(
                    stray,
                    "orders",
                    clock.instant().minus(Duration.ofDays(30)),
                    false,
                    List.of("PersistentVolumeClaim"));
            reconciler.reconcile();
            clock.advance(Duration.ofDays(2));
            reconciler.reconcile();
            reconciler.reconcile();
        }

        boolean removing = database.withConnection(
                tx -> tx.sql("SELECT operation_id IS NOT NULL AS removing FROM orphans WHERE subject = :id")
                        .bind("id", stray)
                        .one(row -> row.flag("removing")));
        assertThat(removing).isFalse();
        assertThat(worker.commandsFor(stray)).isZero();
    }
}
