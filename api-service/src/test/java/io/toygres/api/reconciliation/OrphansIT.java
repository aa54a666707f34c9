package io.toygres.api.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.toygres.api.reconciliation.FakeInventory.Answer;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.Command;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
@TestProfile(MadeInventories.Remove.class)
class OrphansIT extends MadeInventories {

    private static final Duration GRACE = Duration.ofHours(24);

    @Inject
    Database database;

    private final UUID stray = UUID.randomUUID();

    @Test
    void anOrphanIsKeptForTheGracePeriodAndThenRemoved() {
        instances.put(stray, "orders", longAgo(), false, List.of("PersistentVolumeClaim"));
        reconciler.reconcile();
        assertThat(gauge("toygres_orphans", "instance")).isPositive();
        clock.advance(GRACE.minusMinutes(1));
        reconciler.reconcile();
        assertThat(operation(stray)).isEmpty();

        clock.advance(Duration.ofMinutes(2));
        reconciler.reconcile();

        OperationId removal = operation(stray).orElseThrow();
        assertThat(worker.command(removal.toString()))
                .isEqualTo(new DeleteInstance(removal, new InstanceId(stray), "orders"));
        worker.report(new InstanceDeleted(removal, new InstanceId(stray)), 1);
        awaitOutcome(stray, "removed");
        assertThat(objects(stray)).containsExactly("PersistentVolumeClaim PersistentVolumeClaim of " + stray);
    }

    @Test
    void anImageThatNobodyOwnsIsRemovedAsWell() {
        images.put(stray, null, longAgo(), false, List.of("Blobs"));
        reconciler.reconcile();
        clock.advance(GRACE.plusMinutes(1));

        reconciler.reconcile();

        OperationId removal = operation(stray).orElseThrow();
        assertThat(worker.command(removal.toString())).isEqualTo(new DeleteImage(removal, new ImageId(stray)));
        worker.report(new ImageDeleted(removal, new ImageId(stray)), 1);
        awaitOutcome(stray, "removed");
    }

    @Test
    void aRemovalIsCommandedOnce() {
        orphanPastItsGrace();
        reconciler.reconcile();
        Command first = worker.command(operation(stray).orElseThrow().toString());

        reconciler.reconcile();

        assertThat(first).isInstanceOf(DeleteInstance.class);
        assertThat(rows(stray)).isOne();
        assertThat(worker.commandsFor(stray)).isOne();
    }

    @Test
    void aRemovalThatFailedIsTriedAgainAfterAnotherGracePeriod() {
        orphanPastItsGrace();
        reconciler.reconcile();
        OperationId removal = operation(stray).orElseThrow();
        worker.report(
                new InstanceFailed(removal, new InstanceId(stray), new Failure(ErrorCode.DELETE_STUCK, "Stuck.")), 1);
        awaitOutcome(stray, "removal_failed");

        reconciler.reconcile();
        assertThat(openOperation(stray)).isEmpty();
        clock.advance(GRACE.plusMinutes(1));
        reconciler.reconcile();

        assertThat(openOperation(stray)).isPresent().get().isNotEqualTo(removal);
    }

    @Test
    void whatAnOperationWorksOnOrIsNewOrHasNoNameIsNotRemoved() {
        UUID young = UUID.randomUUID();
        UUID nameless = UUID.randomUUID();
        instances.put(stray, "orders", longAgo(), true, List.of("Secret"));
        instances.put(nameless, null, longAgo(), false, List.of("Secret"));
        instances.put(young, "orders", clock.instant().plus(GRACE), false, List.of("Secret"));
        reconciler.reconcile();
        clock.advance(GRACE.plusMinutes(1));

        reconciler.reconcile();

        assertThat(operation(stray)).isEmpty();
        assertThat(operation(young)).isEmpty();
        assertThat(operation(nameless)).isEmpty();
        assertThat(rows(nameless)).isOne();
    }

    @Test
    void whatALivingRowOwnsIsNoOrphan() {
        UUID creating = UUID.fromString(Api.newInstance(Api.newName()).getString("id"));
        UUID running = worker.runningInstance(Api.newName()).value();
        instances.put(creating, "orders", longAgo(), false, List.of("Secret"));
        instances.put(running, "orders", longAgo(), false, List.of("Secret"));

        reconciler.reconcile();

        assertThat(rows(creating)).isZero();
        assertThat(rows(running)).isZero();
    }

    @Test
    void whatADeletedImageKeepsIsNoOrphan() {
        UUID kept = worker.availableImage(Api.newName(), worker.runningInstance(Api.newName()))
                .value();
        Api.accepted(Api.delete("/api/images/" + kept));
        images.put(kept, null, longAgo(), false, List.of("Blobs", "Manifest"));

        reconciler.reconcile();

        assertThat(rows(kept)).isZero();
    }

    @Test
    void whatAFailedOrDeletedRowLeftBehindIsAnOrphan() {
        InstanceId failed = failedInstance();
        InstanceId deleted = deletedInstance();
        instances.put(failed.value(), "orders", longAgo(), false, List.of("Secret"));
        instances.put(deleted.value(), "orders", longAgo(), false, List.of("Secret"));

        reconciler.reconcile();

        assertThat(rows(failed.value())).isOne();
        assertThat(rows(deleted.value())).isOne();
    }

    @Test
    void anOrphanThatGoesByItselfBeginsAnewWhenItComesBack() {
        instances.put(stray, "orders", longAgo(), false, List.of("Secret"));
        reconciler.reconcile();
        instances.remove(stray);
        clock.advance(GRACE);
        reconciler.reconcile();
        awaitOutcome(stray, "gone");
        instances.put(stray, "orders", longAgo(), false, List.of("Secret"));
        clock.advance(Duration.ofMinutes(1));

        reconciler.reconcile();
        reconciler.reconcile();

        assertThat(rows(stray)).isEqualTo(2);
        assertThat(operation(stray)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Answer.class, mode = EnumSource.Mode.EXCLUDE, names = "WHOLE")
    void anAnswerThatIsNotWholeChangesNothing(Answer broken) {
        InstanceId running = whole(worker.runningInstance(Api.newName()));
        instances.put(stray, "orders", longAgo(), false, List.of("Secret"));
        reconciler.reconcile();
        clock.advance(GRACE.plusMinutes(1));
        instances.answers(broken);

        reconciler.reconcile();

        assertThat(operation(stray)).isEmpty();
        assertThat(rows(stray)).isOne();
        assertThat(note("instances", running)).isNull();
        instances.answers(Answer.WHOLE);
        reconciler.reconcile();
        assertThat(operation(stray)).isPresent();
    }

    private void orphanPastItsGrace() {
        instances.put(stray, "orders", longAgo(), false, List.of("PersistentVolumeClaim"));
        reconciler.reconcile();
        clock.advance(GRACE.plusMinutes(1));
    }

    private InstanceId failedInstance() {
        var response = Api.post("/api/instances", Api.instanceBody(Api.newName()));
        OperationId creation = OperationId.parse(Api.operation(response));
        InstanceId instance = InstanceId.parse(Api.accepted(response).getString("id"));
        worker.report(new InstanceFailed(creation, instance, new Failure(ErrorCode.NOT_READY, "No.")), 1);
        worker.awaitStatus(creation, "failed");
        return instance;
    }

    private InstanceId deletedInstance() {
        InstanceId instance = failedInstance();
        OperationId deletion = OperationId.parse(Api.operation(Api.delete("/api/instances/" + instance)));
        worker.report(new InstanceDeleted(deletion, instance), 1);
        worker.awaitStatus(deletion, "succeeded");
        return instance;
    }

    /** The removal of the newest story of the orphan. */
    private Optional<OperationId> operation(UUID orphan) {
        return database.withConnection(
                        tx -> tx.sql("SELECT operation_id FROM orphans WHERE subject = :id ORDER BY id DESC LIMIT 1")
                                .bind("id", orphan)
                                .one(row -> row.optionalUuid("operation_id")))
                .map(OperationId::new);
    }

    private Optional<OperationId> openOperation(UUID orphan) {
        return database.withConnection(
                        tx -> tx.sql("SELECT operation_id FROM orphans WHERE subject = :id AND ended_at IS NULL")
                                .bind("id", orphan)
                                .one(row -> row.optionalUuid("operation_id")))
                .map(OperationId::new);
    }

    private long rows(UUID orphan) {
        return database.withConnection(tx -> tx.sql("SELECT count(*) AS n FROM orphans WHERE subject = :id")
                .bind("id", orphan)
                .one(row -> row.number("n")));
    }

    private List<String> objects(UUID orphan) {
        return database.withConnection(tx -> tx.sql("SELECT objects FROM orphans WHERE subject = :id")
                .bind("id", orphan)
                .one(row -> row.texts("objects")));
    }

    private void awaitOutcome(UUID orphan, String outcome) {
        FakeWorker.await(() -> database.withConnection(tx -> tx.sql(
                        "SELECT id FROM orphans WHERE subject = :id AND outcome = :outcome AND ended_at IS NOT NULL")
                .bind("id", orphan)
                .bind("outcome", outcome)
                .find(row -> row.number("id"))));
    }
}
