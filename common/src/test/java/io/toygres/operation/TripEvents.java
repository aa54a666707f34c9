package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import java.util.UUID;

/** How trips are told of. */
final class TripEvents implements OperationEvents {

    @Override
    public Event progressed(OperationId id, UUID subject, Progress progress) {
        return new ImageProgressed(id, new ImageId(subject), progress);
    }

    @Override
    public Event failed(OperationId id, UUID subject, Failure failure) {
        return new ImageFailed(id, new ImageId(subject), failure);
    }
}
