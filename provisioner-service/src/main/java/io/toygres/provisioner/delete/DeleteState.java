package io.toygres.provisioner.delete;

import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.provisioner.instance.InstanceState;

/** What a delete works from: enough to name every object. */
public record DeleteState(OperationId operationId, InstanceId instanceId, String instanceName)
        implements InstanceState {

    public static DeleteState of(DeleteInstance command) {
        return new DeleteState(command.operationId(), command.instanceId(), command.name());
    }
}
