package io.toygres.provisioner.instance;

import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;

/** What the state of every operation on an instance tells: which objects it is about, and for whom. */
public interface InstanceState {

    OperationId operationId();

    InstanceId instanceId();

    String instanceName();

    /** The names of the instance's objects. */
    default InstanceNames names() {
        return InstanceNames.of(instanceName(), instanceId());
    }
}
