package io.toygres.provisioner.restore;

import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.ImageReference;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceCommand.RestoreInstance;
import io.toygres.contract.OperationId;
import io.toygres.job.LastProgress;
import io.toygres.provisioner.instance.ProvisioningState;
import io.toygres.secret.EncryptedSecret;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a restore works from.
 *
 * @param loaded how far the Job has come; null until it is created
 */
public record RestoreState(
        OperationId operationId,
        InstanceSpec instance,
        EncryptedSecret password,
        ImageReference image,
        @Nullable LastProgress loaded)
        implements ProvisioningState {

    public static RestoreState of(RestoreInstance command) {
        return new RestoreState(command.operationId(), command.instance(), command.password(), command.image(), null);
    }

    /** When the Job last moved on; now, as long as there is no Job. */
    LastProgress loadedAt(Instant now) {
        return loaded == null ? LastProgress.none(now) : loaded;
    }

    RestoreState withLoaded(LastProgress progress) {
        return new RestoreState(operationId, instance, password, image, progress);
    }

    @Override
    public Optional<ImageId> sourceImage() {
        return Optional.of(image.imageId());
    }
}
