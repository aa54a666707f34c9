package io.toygres.provisioner.delete;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.provisioner.instance.InstanceState;

/** What a delete works from: its command, which is enough to name every object. */
public record DeleteState(@JsonUnwrapped DeleteInstance command) implements InstanceState {

    @Override
    public OperationId operationId() {
        return command.operationId();
    }

    @Override
    public InstanceId instanceId() {
        return command.instanceId();
    }

    @Override
    public String instanceName() {
        return command.name();
    }
}
