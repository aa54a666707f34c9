package io.toygres.image.delete;

import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;

/** What a deletion knows: which image. */
public record DeleteState(OperationId operationId, ImageId imageId) {

    public static DeleteState of(DeleteImage command) {
        return new DeleteState(command.operationId(), command.imageId());
    }
}
