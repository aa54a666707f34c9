package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node takes a pod, by the scheduler's filters that clients of this cluster can run into: cordon, node selector, taints, and
 * requests that are larger than the whole node. What other pods ask for is not counted: many instances share this one machine.
 */
final class NodeFit {
    private static final Set<String> KEEPING_AWAY = Set.of("NoSchedule", "NoExecute");

    private NodeFit() {}

    /** Why not, in the scheduler's words: {@code Insufficient memory.} */
    static Optional<String> misfit(Pod pod, Node node) {
        return Stream.of(
                        cordon(node),
                        selector(pod, node),
                        taint(pod, node),
                        size(pod, node, "cpu"),
                        size(pod, node, "memory"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> cordon(Node node) {
        return node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable())
                ? Optional.of("node(s) were unschedulable.")
                : Optional.empty();
    }

    private static Optional<String> selector(Pod pod, Node node) {
        Map<String, String> wanted = pod.getSpec().getNodeSelector();
        Map<String, String> labels = node.getMetadata().getLabels();
        return wanted == null || labels.entrySet().containsAll(wanted.entrySet())
                ? Optional.empty()
                : Optional.of("node(s) didn't match Pod's node affinity/selector.");
    }

    private static Optional<String> taint(Pod pod, Node node) {
        List<Taint> taints = node.getSpec() == null ? List.of() : node.getSpec().getTaints();
        return taints.stream()
                .filter(taint -> KEEPING_AWAY.contains(taint.getEffect()))
                .filter(taint -> pod.getSpec().getTolerations().stream().noneMatch(one -> tolerates(one, taint)))
                .findFirst()
                .map(taint ->
                        "node(s) had untolerated taint {" + taint.getKey() + ": " + text(taint.getValue()) + "}.");
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        boolean effect =
                text(toleration.getEffect()).isEmpty() || toleration.getEffect().equals(taint.getEffect());
        boolean key = text(toleration.getKey()).isEmpty() || toleration.getKey().equals(taint.getKey());
        boolean value = "Exists".equals(toleration.getOperator())
                || text(toleration.getValue()).equals(text(taint.getValue()));
        return effect && key && value;
    }

    private static Optional<String> size(Pod pod, Node node, String resource) {
        Map<String, Quantity> has = node.getStatus().getAllocatable();
        @Nullable Quantity all = has == null ? null : has.get(resource);
        BigDecimal wanted = pod.getSpec().getContainers().stream()
                .map(container -> request(container, resource))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return all == null || wanted.compareTo(all.getNumericalAmount()) <= 0
                ? Optional.empty()
                : Optional.of("Insufficient " + resource + ".");
    }

    private static BigDecimal request(Container container, String resource) {
        @Nullable
        Map<String, Quantity> requests = container.getResources() == null
                ? null
                : container.getResources().getRequests();
        @Nullable Quantity request = requests == null ? null : requests.get(resource);
        return request == null ? BigDecimal.ZERO : request.getNumericalAmount();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
