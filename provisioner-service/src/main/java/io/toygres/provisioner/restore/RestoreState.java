package io.toygres.provisioner.restore;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceCommand.RestoreInstance;
import io.toygres.contract.OperationId;
import io.toygres.contract.RestoreReport;
import io.toygres.job.JobWatch;
import io.toygres.provisioner.instance.ProvisioningState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a restore works from: its command, and what it saw of the Job.
 *
 * @param watch what was seen of the Job while it ran; null before
 * @param report what the Job could not bring back; null as long as it has said nothing
 */
public record RestoreState(
        @JsonUnwrapped RestoreInstance command,
        @Nullable JobWatch watch,
        @Nullable RestoreReport report) implements ProvisioningState {

    public static RestoreState of(RestoreInstance command) {
        return new RestoreState(command, null, null);
    }

    RestoreState watched(JobWatch seen) {
        return new RestoreState(command, seen, report);
    }

    RestoreState reported(RestoreReport said) {
        return new RestoreState(command, watch, said);
    }

    @Override
    public Optional<RestoreReport> restoreReport() {
        return Optional.ofNullable(report);
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
