package io.toygres.provisioner.create;

import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.OperationId;
import io.toygres.provisioner.instance.ProvisioningState;
import io.toygres.secret.EncryptedSecret;
import java.util.Optional;

/** What a create works from; it does not change under way. */
public record CreateState(OperationId operationId, InstanceSpec instance, EncryptedSecret password)
        implements ProvisioningState {

    public static CreateState of(CreateInstance command) {
        return new CreateState(command.operationId(), command.instance(), command.password());
    }

    @Override
    public Optional<ImageId> sourceImage() {
        return Optional.empty();
    }
}
