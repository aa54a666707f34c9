package io.toygres.image.command;

import io.toygres.contract.ImageCommand;
import io.toygres.contract.ImageCommand.AbandonImageOperation;
import io.toygres.contract.ImageCommand.CancelImageOperation;
import io.toygres.contract.ImageCommand.CreateImage;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageCommand.ReportImageOperation;
import io.toygres.database.Tx;
import io.toygres.image.backup.BackupOperation;
import io.toygres.image.backup.BackupState;
import io.toygres.image.delete.DeleteImageOperation;
import io.toygres.operation.Operations;
import jakarta.inject.Singleton;

/** Turns a command into what it means for the operations. */
@Singleton
final class ImageCommandHandler {

    private final Operations operations;
    private final BackupOperation backup;
    private final DeleteImageOperation delete;

    ImageCommandHandler(Operations operations, BackupOperation backup, DeleteImageOperation delete) {
        this.operations = operations;
        this.backup = backup;
        this.delete = delete;
    }

    /** @param tx the transaction that also notes the command as received */
    void apply(Tx tx, ImageCommand command) {
        switch (command) {
            case CreateImage create ->
                operations.start(tx, backup, create.operationId(), create.subject(), BackupState.of(create));
            case DeleteImage remove -> operations.start(tx, delete, remove.operationId(), remove.subject(), remove);
            case CancelImageOperation cancel -> operations.cancel(tx, cancel.operationId(), cancel.subject());
            case AbandonImageOperation abandon -> operations.abandon(tx, abandon.operationId());
            case ReportImageOperation report ->
                operations.report(tx, report.operationId(), report.subject(), report.heard());
        }
    }
}
