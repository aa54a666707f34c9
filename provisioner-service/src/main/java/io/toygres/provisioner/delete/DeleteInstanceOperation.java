package io.toygres.provisioner.delete;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.operation.Attempt;
import io.toygres.operation.Operation;
import io.toygres.operation.Outcome;
import io.toygres.operation.Plan;
import io.toygres.operation.Step;
import io.toygres.operation.Undo;
import io.toygres.operation.UndoOutcome;
import io.toygres.provisioner.certificate.CertificateSteps;
import io.toygres.provisioner.instance.InstanceSteps;
import io.toygres.provisioner.restore.RestoreJobSteps;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Removes an instance's objects, newest first; what is already gone counts as removed. Nothing of it can be undone. */
@Singleton
public final class DeleteInstanceOperation implements Operation<DeleteState> {

    private final InstanceSteps instance;
    private final CertificateSteps certificate;
    private final RestoreJobSteps restoreJob;

    public DeleteInstanceOperation(InstanceSteps instance, CertificateSteps certificate, RestoreJobSteps restoreJob) {
        this.instance = instance;
        this.certificate = certificate;
        this.restoreJob = restoreJob;
    }

    @Override
    public Plan<DeleteState> plan() {
        return Plan.of("delete-instance", 2, DeleteState.class)
                .finishingSince(1)
                .phase("remove", Duration.ofMinutes(30), ErrorCode.DELETE_STUCK)
                .step("remove-service", removal(instance::removeService))
                .step("remove-server", removal(instance::removeServer))
                .step("remove-restore-job", removal(restoreJob::removeJob))
                .step("remove-config", removal(instance::removeConfig))
                .step("remove-certificate", removal(certificate::removeCertificate))
                .step("remove-secret", removal(instance::removeSecret))
                .step("remove-volume", removal(instance::removeVolume))
                .step("confirm", DeleteInstanceOperation::confirm)
                .build();
    }

    /** What undoes a step of create or restore, as a step of its own. */
    private static Step<DeleteState> removal(Undo<DeleteState> undo) {
        return (state, attempt) -> switch (undo.run(state, attempt)) {
            case UndoOutcome.Done _ -> Outcome.next(state);
            case UndoOutcome.Wait notYet -> Outcome.waitFor(state, notYet.delay(), notYet.reason());
        };
    }

    private static Outcome<DeleteState> confirm(DeleteState state, Attempt attempt) {
        return Outcome.done(state, new InstanceDeleted(state.operationId(), state.instanceId()));
    }
}
