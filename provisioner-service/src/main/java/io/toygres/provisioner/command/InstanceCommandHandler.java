package io.toygres.provisioner.command;

import io.toygres.contract.InstanceCommand;
import io.toygres.contract.InstanceCommand.AbandonInstanceOperation;
import io.toygres.contract.InstanceCommand.CancelInstanceOperation;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceCommand.ReportInstanceOperation;
import io.toygres.contract.InstanceCommand.RestoreInstance;
import io.toygres.database.Tx;
import io.toygres.operation.Operations;
import io.toygres.provisioner.create.CreateInstanceOperation;
import io.toygres.provisioner.create.CreateState;
import io.toygres.provisioner.delete.DeleteInstanceOperation;
import io.toygres.provisioner.delete.DeleteState;
import io.toygres.provisioner.restore.RestoreInstanceOperation;
import io.toygres.provisioner.restore.RestoreState;
import jakarta.inject.Singleton;

/** Turns a command into what it means for the operations. */
@Singleton
final class InstanceCommandHandler {

    private final Operations operations;
    private final CreateInstanceOperation create;
    private final RestoreInstanceOperation restore;
    private final DeleteInstanceOperation delete;

    InstanceCommandHandler(
            Operations operations,
            CreateInstanceOperation create,
            RestoreInstanceOperation restore,
            DeleteInstanceOperation delete) {
        this.operations = operations;
        this.create = create;
        this.restore = restore;
        this.delete = delete;
    }

    /** @param tx the transaction that also notes the command as received */
    void apply(Tx tx, InstanceCommand command) {
        switch (command) {
            case CreateInstance c -> operations.start(tx, create, c.operationId(), c.subject(), new CreateState(c));
            case RestoreInstance c -> operations.start(tx, restore, c.operationId(), c.subject(), RestoreState.of(c));
            case DeleteInstance c -> operations.start(tx, delete, c.operationId(), c.subject(), new DeleteState(c));
            case CancelInstanceOperation c -> operations.cancel(tx, c.operationId(), c.subject());
            case AbandonInstanceOperation c -> operations.abandon(tx, c.operationId());
            case ReportInstanceOperation c -> operations.report(tx, c.operationId(), c.subject(), c.heard());
        }
    }
}
