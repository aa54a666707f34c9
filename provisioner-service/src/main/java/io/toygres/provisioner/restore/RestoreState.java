package io.toygres.provisioner.restore;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceCommand.RestoreInstance;
import io.toygres.contract.OperationId;
import io.toygres.job.JobWatch;
import io.toygres.provisioner.instance.ProvisioningState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a restore works from: its command, and what it saw of the Job.
 *
 * @param watch what was seen of the Job while it ran; null before
 */
public record RestoreState(
        @JsonUnwrapped RestoreInstance command, @Nullable JobWatch watch) implements ProvisioningState {

    public static RestoreState of(RestoreInstance command) {
        return new RestoreState(command, null);
    }

    RestoreState watched(JobWatch seen) {
        return new RestoreState(command, seen);
    }

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
        return Optional.of(command.image().imageId());
    }
}
