package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of provisioner-service, on {@link Topic#INSTANCE_EVENTS}. */
public sealed interface InstanceEvent extends Event {

    InstanceId instanceId();

    @Override
    default UUID subject() {
        return instanceId().value();
    }

    /** The operation came a step further, or waits for a new reason. */
    record InstanceProgressed(OperationId operationId, InstanceId instanceId, Progress progress)
            implements InstanceEvent {}

    /**
     * The instance answered a connection test at the address that its user connects to.
     *
     * @param host DNS name or address of the instance as its user reaches it
     * @param address what the host leads to; null when the cluster does not say, and from senders that did not tell
     * @param tls whether the server proved by a certificate of the installation's CA that it is the instance; null from senders that
     *     knew of none
     * @param restoreReport what the restore could not bring back, and what it was warned of; absent where there is nothing to tell
     */
    record InstanceRunning(
            OperationId operationId,
            InstanceId instanceId,
            String host,
            int port,
            @Nullable String address,
            @Nullable Boolean tls,
            long durationMs,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            RestoreReport restoreReport)
            implements InstanceEvent {

        /** With nothing to tell of a restore. */
        public InstanceRunning(
                OperationId operationId,
                InstanceId instanceId,
                String host,
                int port,
                @Nullable String address,
                @Nullable Boolean tls,
                long durationMs) {
            this(operationId, instanceId, host, port, address, tls, durationMs, null);
        }
    }

    /** The operation failed or was cancelled, and what it did is undone. */
    record InstanceFailed(OperationId operationId, InstanceId instanceId, Failure failure) implements InstanceEvent {}

    /** Nothing of the instance is left in the cluster. */
    record InstanceDeleted(OperationId operationId, InstanceId instanceId) implements InstanceEvent {}
}
