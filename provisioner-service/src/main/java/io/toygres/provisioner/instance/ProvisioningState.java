package io.toygres.provisioner.instance;

import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.RestoreReport;
import java.util.Optional;

/** State of the operations that bring an instance up, empty or from an image: all that its objects are made from. */
public interface ProvisioningState extends InstanceState {

    InstanceSpec instance();

    /** The password of role {@code postgres}, encrypted for the instance's id. */
    EncryptedSecret password();

    /** The image that the instance's data comes from; absent for an empty instance. */
    Optional<ImageId> sourceImage();

    /** What a restore could not bring back, and what it was warned of; empty where there is nothing to tell. */
    default Optional<RestoreReport> restoreReport() {
        return Optional.empty();
    }

    @Override
    default InstanceId instanceId() {
        return instance().instanceId();
    }

    @Override
    default String instanceName() {
        return instance().name();
    }

    /** What the builders of its objects work from. */
    default Instance described(String namespace) {
        return new Instance(instance(), operationId(), sourceImage(), namespace);
    }
}
