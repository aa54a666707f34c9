package io.toygres.provisioner.create;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.OperationId;
import io.toygres.provisioner.instance.ProvisioningState;
import java.util.Optional;

/** What a create works from: its command. */
public record CreateState(@JsonUnwrapped CreateInstance command) implements ProvisioningState {

    @Override
    public OperationId operationId() {
        return command.operationId();
    }

    @Override
    public InstanceSpec instance() {
        return command.instance();
    }

    @Override
    public EncryptedSecret password() {
        return command.password();
    }

    @Override
    public Optional<ImageId> sourceImage() {
        return Optional.empty();
    }
}
