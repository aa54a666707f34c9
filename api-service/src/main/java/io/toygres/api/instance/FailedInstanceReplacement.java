package io.toygres.api.instance;

import io.toygres.api.audit.Audit;
import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.cms.InstanceStore;
import io.toygres.api.operation.Timeline;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Makes room for an instance that a request creates: one of the same name whose creation failed is deleted, and its name free, in the transaction
 * of the request. What its undo may have left is removed as any deletion removes it.
 */
@ApplicationScoped
class FailedInstanceReplacement {

    private final InstanceStore instances;
    private final InstanceDeletion deletion;
    private final Timeline timeline;
    private final Audit audit;
    private final Clock clock;

    FailedInstanceReplacement(
            InstanceStore instances, InstanceDeletion deletion, Timeline timeline, Audit audit, Clock clock) {
        this.instances = instances;
        this.deletion = deletion;
        this.timeline = timeline;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Frees the name, unless what has it did not fail or is protected.
     *
     * @param successor what takes the name over
     * @return what had it; empty when there is nothing to free
     */
    Optional<InstanceId> free(Tx tx, String project, String name, InstanceId successor) {
        Optional<InstanceRecord> failed = instances.lockFailed(tx, project, name);
        failed.ifPresent(instance -> {
            OperationId operation = deletion.remove(tx, instance);
            instances.replaced(tx, instance.id());
            timeline.begin(tx, operation, clock.instant(), "Its name goes to the new instance " + successor + ".");
            audit.done(tx, "deleteInstance", instance.id().toString(), project);
        });
        return failed.map(InstanceRecord::id);
    }

    /** Says on the timeline of the operation that creates the successor whose name that took. */
    void tell(Tx tx, OperationId operation, InstanceRecord successor) {
        InstanceId replaced = successor.replaces();
        if (replaced != null) {
            timeline.begin(
                    tx,
                    operation,
                    successor.createdAt(),
                    "It takes the name of the failed instance " + replaced + ", which is deleted.");
        }
    }
}
