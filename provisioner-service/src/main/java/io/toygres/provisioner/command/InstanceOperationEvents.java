package io.toygres.provisioner.command;

import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.operation.OperationEvents;
import jakarta.inject.Singleton;
import java.util.UUID;

/** How operations on instances are told of. */
@Singleton
final class InstanceOperationEvents implements OperationEvents {

    @Override
    public Event progressed(OperationId id, UUID subject, Progress progress) {
        return new InstanceProgressed(id, new InstanceId(subject), progress);
    }

    @Override
    public Event failed(OperationId id, UUID subject, Failure failure) {
        return new InstanceFailed(id, new InstanceId(subject), failure);
    }
}
