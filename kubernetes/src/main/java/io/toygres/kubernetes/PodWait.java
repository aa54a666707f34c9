package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.toygres.contract.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps a pod from starting, by its status alone: no node, a node that does nothing or has put it out. */
public final class PodWait {

    /** A node that works reports about a new pod within seconds. */
    private static final Duration NODE_PATIENCE = Duration.ofMinutes(1);

    private PodWait() {}

    /** Empty when a node works on the pod, or may do so in a moment. */
    public static Optional<WaitReason> of(Pod pod, Instant now) {
        return evicted(pod).or(() -> lostNode(pod)).or(() -> noNode(pod)).or(() -> silentNode(pod, now));
    }

    /** What it means for whoever waits that the scheduler says this; empty when the pod waits for its volume in truth. */
    static Optional<ErrorCode> unschedulable(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        boolean volume = words.contains("persistentvolumeclaim") || words.contains("persistent volumes to bind");
        return volume ? Optional.empty() : Optional.of(ErrorCode.UNSCHEDULABLE);
    }

    /** https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/: whoever made the pod makes another. */
    public static Optional<WaitReason> evicted(Pod pod) {
        return "Evicted".equals(pod.getStatus().getReason())
                ? Optional.of(
                        WaitReason.of("the pod was evicted: " + pod.getStatus().getMessage(), ErrorCode.EVICTED))
                : Optional.empty();
    }

    private static Optional<WaitReason> noNode(Pod pod) {
        return condition(pod, "PodScheduled", "False")
                .map(PodCondition::getMessage)
                .map(message -> new WaitReason("the pod has no node yet: " + message, unschedulable(message)));
    }

    /** https://kubernetes.io/docs/concepts/architecture/nodes/#condition: what its pods are marked with. */
    private static Optional<WaitReason> lostNode(Pod pod) {
        return "NodeLost".equals(pod.getStatus().getReason())
                ? Optional.of(WaitReason.of("the pod's node is lost" + nodeOf(pod), ErrorCode.NODE_UNAVAILABLE))
                : Optional.empty();
    }

    private static Optional<WaitReason> silentNode(Pod pod, Instant now) {
        boolean reported = Stream.of(
                        pod.getStatus().getInitContainerStatuses(),
                        pod.getStatus().getContainerStatuses())
                .flatMap(statuses -> statuses.stream().map(ContainerStatus::getName))
                .findAny()
                .isPresent();
        return condition(pod, "PodScheduled", "True")
                .map(PodCondition::getLastTransitionTime)
                .map(Instant::parse)
                .filter(since -> !reported && since.plus(NODE_PATIENCE).isBefore(now))
                .map(since -> WaitReason.of(
                        "the pod's node has not begun with it since " + since + nodeOf(pod),
                        ErrorCode.NODE_UNAVAILABLE));
    }

    private static String nodeOf(Pod pod) {
        String node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
        return node == null ? "" : " (node " + node + ")";
    }

    private static Optional<PodCondition> condition(Pod pod, String type, String status) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && status.equals(condition.getStatus()))
                .filter(condition -> Objects.equals(status, "True") || condition.getMessage() != null)
                .findFirst();
    }
}
