package io.toygres.api.instance;

import io.toygres.api.access.Access;
import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.cms.InstanceStatus;
import io.toygres.api.cms.InstanceStore;
import io.toygres.api.command.Accepted;
import io.toygres.api.http.EntityTags;
import io.toygres.api.operation.Dispatch;
import io.toygres.api.operation.NameTakeover;
import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.OperationStore;
import io.toygres.api.operation.OperationType;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the removal of an instance, or points to the one that is under way. */
@ApplicationScoped
class InstanceDeletion {

    private final InstanceStore instances;
    private final OperationStore operations;
    private final Dispatch dispatch;
    private final NameTakeover takeover;
    private final Clock clock;

    InstanceDeletion(
            InstanceStore instances, OperationStore operations, Dispatch dispatch, NameTakeover takeover, Clock clock) {
        this.instances = instances;
        this.operations = operations;
        this.dispatch = dispatch;
        this.takeover = takeover;
        this.clock = clock;
    }

    /**
     * @param access the caller's
     * @param ifMatch the header, for a deletion of what the caller has seen; null to delete it as it is
     * @throws ProblemException CHANGED_MEANWHILE, RESOURCE_PROTECTED, INSTANCE_NOT_FOUND, INSTANCE_BEING_CREATED or BACKUP_IN_PROGRESS
     */
    Accepted start(Tx tx, Access access, InstanceId id, @Nullable String ifMatch) {
        InstanceRecord instance = instances.lock(tx, access, id).orElseThrow(() -> InstanceResource.unknown(id));
        EntityTags.require(ifMatch, instance.version());
        if (instance.status() == InstanceStatus.CREATING) {
            Problem problem = Problem.of(
                    ProblemCode.INSTANCE_BEING_CREATED,
                    "Instance " + instance.spec().name() + " is still being created.");
            throw new ProblemException(operations
                    .deciding(tx, id)
                    .map(creation -> problem.ofOperation(creation.id()))
                    .orElse(problem));
        }
        Optional<OperationRecord> underWay = operations.deciding(tx, id);
        if (underWay.isPresent()) {
            return new Accepted(underWay.get().id(), InstanceView.of(instance));
        }
        if (instance.metadata().isProtected()) {
            throw new ProblemException(
                    ProblemCode.RESOURCE_PROTECTED,
                    "Instance " + instance.spec().name() + " is protected.");
        }
        operations.backupOf(tx, id).ifPresent(InstanceDeletion::refuse);
        return begin(tx, access, instance);
    }

    /**
     * Makes room for an instance that a request creates: one of the same name whose creation failed is deleted, and its name free, in the
     * transaction of the request. What its undo may have left is removed as any deletion removes it.
     *
     * @param successor what takes the name over
     * @return what had it; empty when there is nothing to free: what has the name did not fail, or is protected
     */
    Optional<InstanceId> freeName(Tx tx, String project, String name, InstanceId successor) {
        Optional<InstanceRecord> failed = instances.lockFailed(tx, project, name);
        failed.ifPresent(instance -> {
            OperationRecord deletion = remove(tx, instance);
            instances.replaced(tx, instance.id());
            takeover.lost(tx, deletion, successor);
        });
        return failed.map(InstanceRecord::id);
    }

    private Accepted begin(Tx tx, Access access, InstanceRecord instance) {
        OperationRecord deletion = remove(tx, instance);
        return new Accepted(
                deletion.id(),
                InstanceView.of(instances.find(tx, access, instance.id()).orElseThrow()));
    }

    /** @param instance locked, and neither protected nor in use */
    private OperationRecord remove(Tx tx, InstanceRecord instance) {
        InstanceId id = instance.id();
        Instant now = clock.instant();
        OperationRecord deletion = OperationRecord.pending(
                OperationId.random(), instance.project(), OperationType.DELETE_INSTANCE, id, null, now);
        instances.deleting(tx, id, now);
        dispatch.start(
                tx,
                deletion,
                new DeleteInstance(deletion.id(), id, instance.spec().name()));
        return deletion;
    }

    private static void refuse(OperationRecord backup) {
        throw new ProblemException(
                Problem.of(ProblemCode.BACKUP_IN_PROGRESS, "Operation " + backup.id() + " backs this instance up.")
                        .ofOperation(backup.id()));
    }
}
