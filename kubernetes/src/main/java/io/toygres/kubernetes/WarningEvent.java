package io.toygres.kubernetes;

import io.toygres.contract.ErrorCode;
import java.util.Optional;

/**
 * An event that says why an object does not get on.
 *
 * @param reason such as {@code FailedMount}
 * @param message such as {@code secret "orders-secret" not found}
 */
public record WarningEvent(String reason, String message) {

    /** What an operation fails with that it kept waiting for too long; empty when the event says nothing that decides that. */
    public Optional<ErrorCode> code() {
        return Optional.ofNullable(
                switch (reason) {
                    // Of a StatefulSet or Job: the pod is refused.
                    case "FailedCreate" -> Refusal.of(message).code();
                    case "FailedBinding", "ProvisioningFailed" -> ErrorCode.VOLUME_NOT_BOUND;
                    case "FailedScheduling", "NotTriggerScaleUp" ->
                        PodWait.unschedulable(message).orElse(null);
                    case "FailedAttachVolume", "FailedMount", "FailedMapVolume" -> ErrorCode.VOLUME_NOT_MOUNTED;
                    case "NodeNotReady", "FailedCreatePodSandBox" -> ErrorCode.NODE_UNAVAILABLE;
                    case "Evicted" -> ErrorCode.EVICTED;
                    default -> null;
                });
    }

    @Override
    public String toString() {
        return reason + ": " + message;
    }
}
