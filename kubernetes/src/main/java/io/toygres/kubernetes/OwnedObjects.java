package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.toygres.background.Uninterrupted;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.TerminalException;
import io.toygres.contract.TransientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes and removes objects of ours so that a step may run twice, and never touches an object of somebody else's.
 * Conflicts, throttling (429) and server errors (5xx) pass through as {@link KubernetesClientException}: transient.
 */
public final class OwnedObjects {

    /** Labels that say whose an object is; an object is ours when it carries each of them that we would have given it. */
    private static final List<String> OWNER_LABELS = List.of(Labels.MANAGED_BY, Labels.INSTANCE_ID, Labels.IMAGE_ID);

    /** Unprocessable Entity: the object is not valid (RFC 9110). */
    private static final int HTTP_UNPROCESSABLE = 422;

    private OwnedObjects() {}

    /**
     * Creates the object, or returns the one that an earlier run created.
     *
     * @param desired with name, namespace and owner labels
     * @throws TerminalException {@link ErrorCode#OBJECT_CONFLICT} when an object of that name is not ours,
     *     {@link ErrorCode#QUOTA_EXCEEDED} or {@link ErrorCode#CLUSTER_REFUSED} when the API server says a no that stays (quota, policy,
     *     validity)
     * @throws TransientException {@link ErrorCode#CLUSTER_REFUSED} when it says one that may pass: a missing right, an unknown token
     */
    public static <T extends HasMetadata> T ensure(KubernetesClient client, T desired) {
        try {
            return Uninterrupted.call(() -> client.resource(desired).create());
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT -> existing(client, desired, e);
                case HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_NOT_FOUND, HTTP_UNPROCESSABLE ->
                    throw new TerminalException(ErrorCode.CLUSTER_REFUSED, refusal(desired, e));
                case HttpURLConnection.HTTP_FORBIDDEN -> throw forbidden(desired, e);
                // A service account's token that was just rotated, or whose key the API server has not read yet.
                case HttpURLConnection.HTTP_UNAUTHORIZED ->
                    throw new TransientException(ErrorCode.CLUSTER_REFUSED, refusal(desired, e), e);
                default -> throw e;
            };
        }
    }

    /**
     * Asks for the object's removal, its dependents first.
     *
     * @param ours as it was given to {@link #ensure}; name, namespace and labels suffice
     * @return true once there is none of ours left; an object of that name that is not ours stays and counts as gone
     */
    public static boolean gone(KubernetesClient client, HasMetadata ours) {
        HasMetadata found = client.resource(ours).get();
        if (found == null || !isOurs(found, ours)) {
            return true;
        }
        if (!found.isMarkedForDeletion()) {
            client.resource(found)
                    .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                    .delete();
        }
        return client.resource(ours).get() == null;
    }

    /**
     * The same for all pods with these labels: one may outlive what made it, as when a Job is deleted without its dependents.
     *
     * @return true once there is none left
     */
    public static boolean podsGone(KubernetesClient client, String namespace, Map<String, String> labels) {
        List<Pod> left = client.pods().inNamespace(namespace).withLabels(labels).list().getItems().stream()
                .filter(pod -> !gone(client, pod))
                .toList();
        return left.isEmpty();
    }

    private static <T extends HasMetadata> T existing(
            KubernetesClient client, T desired, KubernetesClientException conflict) {
        T found = client.resource(desired).get();
        if (found == null || found.isMarkedForDeletion()) {
            // An earlier one is on its way out: the step comes again.
            throw conflict;
        }
        if (!isOurs(found, desired)) {
            throw new TerminalException(
                    ErrorCode.OBJECT_CONFLICT, describe(desired) + " exists already and belongs to something else.");
        }
        return found;
    }

    private static boolean isOurs(HasMetadata found, HasMetadata desired) {
        Map<String, String> actual = labels(found);
        Map<String, String> expected = labels(desired);
        return OWNER_LABELS.stream().allMatch(label -> Objects.equals(actual.get(label), expected.get(label)));
    }

    private static Map<String, String> labels(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }

    private static RuntimeException forbidden(HasMetadata desired, KubernetesClientException e) {
        Refusal refusal = Refusal.of(reason(e));
        return refusal.isFinal()
                ? new TerminalException(refusal.code(), refusal(desired, e))
                : new TransientException(refusal.code(), refusal(desired, e), e);
    }

    private static String refusal(HasMetadata desired, KubernetesClientException e) {
        return describe(desired) + ": " + reason(e);
    }

    private static String describe(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }

    private static String reason(KubernetesClientException e) {
        return e.getStatus() == null || e.getStatus().getMessage() == null
                ? "HTTP " + e.getCode()
                : e.getStatus().getMessage();
    }
}
