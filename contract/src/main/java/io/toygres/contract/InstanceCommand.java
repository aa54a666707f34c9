package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands to provisioner-service, on {@link Topic#INSTANCE_COMMANDS}. */
public sealed interface InstanceCommand extends Command {

    /** Create an empty instance. The password is encrypted for the instance's id. */
    record CreateInstance(OperationId operationId, InstanceSpec instance, EncryptedSecret password)
            implements InstanceCommand {
        @Override
        public UUID subject() {
            return instance.instanceId().value();
        }
    }

    /**
     * Create an instance from an image. The password is the image's, encrypted anew for the instance's id.
     *
     * @param tolerance absent: strict
     * @param compare absent: counts
     */
    record RestoreInstance(
            OperationId operationId,
            InstanceSpec instance,
            EncryptedSecret password,
            ImageReference image,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Tolerance tolerance,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Comparison compare)
            implements InstanceCommand {

        /** A strict one. */
        public RestoreInstance(
                OperationId operationId, InstanceSpec instance, EncryptedSecret password, ImageReference image) {
            this(operationId, instance, password, image, null, null);
        }

        @Override
        public UUID subject() {
            return instance.instanceId().value();
        }
    }

    /**
     * Remove every object of an instance; objects that are already gone count as removed.
     *
     * @param name of the instance; operations that an earlier release started call it {@code instance_name}
     */
    record DeleteInstance(
            OperationId operationId,
            InstanceId instanceId,
            @JsonAlias("instance_name") String name) implements InstanceCommand {
        public DeleteInstance {
            CommandChecks.instanceName(name);
        }

        @Override
        public UUID subject() {
            return instanceId.value();
        }
    }

    /** Cancel a running operation on an instance; what it did is undone. A finished operation is left as it is. */
    record CancelInstanceOperation(OperationId operationId, InstanceId instanceId) implements InstanceCommand {
        @Override
        public UUID subject() {
            return instanceId.value();
        }
    }

    /**
     * What an instance is to look like.
     *
     * @param name a DNS label of at most 40 characters, unique among the living instances
     * @param storageSizeGb size of the volume in GiB
     * @param internal true: reachable inside the cluster only (ClusterIP); false: a public LoadBalancer
     * @param dnsLabel the first label of the public DNS name; null exactly when the instance is internal
     * @param allowedCidrs the blocks of addresses that may connect from outside the cluster, see {@link Cidr}; empty: all; null from
     *     senders that knew of none
     */
    record InstanceSpec(
            InstanceId instanceId,
            String name,
            ImageType imageType,
            PostgresVersion postgresVersion,
            int storageSizeGb,
            boolean internal,
            @Nullable String dnsLabel,
            @Nullable List<String> allowedCidrs) {
        public InstanceSpec {
            CommandChecks.instanceName(name);
            CommandChecks.storageSize(storageSizeGb);
            CommandChecks.dnsLabel(dnsLabel, internal);
            allowedCidrs = allowedCidrs == null ? List.of() : List.copyOf(allowedCidrs);
            CommandChecks.allowedCidrs(allowedCidrs, internal);
        }

        /** Who may connect from outside the cluster; empty: everybody. */
        public List<String> sourceRanges() {
            return allowedCidrs == null ? List.of() : allowedCidrs;
        }
    }

    /**
     * The image to restore.
     *
     * @param manifestSha256 hex SHA-256 of {@code manifest.json}, as {@link ImageEvent.ImageAvailable} reported it
     * @param kind absent: logical
     */
    record ImageReference(
            ImageId imageId,
            String manifestSha256,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ImageKind kind) {
        public ImageReference {
            CommandChecks.sha256(manifestSha256);
        }

        /** A logical one. */
        public ImageReference(ImageId imageId, String manifestSha256) {
            this(imageId, manifestSha256, null);
        }
    }

    /**
     * End the undo of an operation on an instance without waiting for what it can't remove: each step that is left is undone at one attempt.
     * An operation that still runs is cancelled; a finished one is left as it is.
     */
    record AbandonInstanceOperation(OperationId operationId, InstanceId instanceId) implements InstanceCommand {
        @Override
        public UUID subject() {
            return instanceId.value();
        }
    }

    /**
     * Tell once more what was last told of an operation on an instance: it has been silent for long, and that may have been lost.
     *
     * @param heard the sequence of the last event that was applied; 0 when there was none
     */
    record ReportInstanceOperation(OperationId operationId, InstanceId instanceId, long heard)
            implements InstanceCommand {
        @Override
        public UUID subject() {
            return instanceId.value();
        }
    }
}
