package io.toygres.localcluster.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.pod.Kubelet;
import io.toygres.localcluster.pod.Nodes;
import io.toygres.localcluster.registry.DeleteRequest;
import io.toygres.localcluster.registry.PodFacts;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceTypes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Pods that die and nodes that vanish. */
public final class Disasters implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Registry registry;
    private final Kubelet kubelet;
    private final Nodes nodes;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("disasters").factory());

    public Disasters(Registry registry, Kubelet kubelet, Nodes nodes) {
        this.registry = registry;
        this.kubelet = kubelet;
        this.nodes = nodes;
    }

    /** @param request as documented at {@link ControlEndpoint} */
    ObjectNode killPods(JsonNode request) {
        if (!request.has("namespace") || request.path("selector").isEmpty()) {
            throw ApiException.badRequest("namespace and selector are required");
        }
        long delay = request.path("after_ms").asLong(0);
        if (delay == 0) {
            return Json.object().put("pods", killNow(request));
        }
        var unused = timer.schedule(() -> killWhenThere(request), delay, TimeUnit.MILLISECONDS);
        return Json.object().put("pods", 0);
    }

    ObjectNode loseNode() {
        List<Pod> pods = registry.list(ResourceTypes.PODS, "").stream()
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .toList();
        String node = nodes.replace();
        pods.forEach(kubelet::lose);
        return Json.object().put("node", node).put("pods", pods.size());
    }

    private void killWhenThere(JsonNode request) {
        if (killNow(request) == 0) {
            var unused = timer.schedule(() -> killWhenThere(request), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private int killNow(JsonNode request) {
        List<Pod> pods = registry
                .list(ResourceTypes.PODS, request.path("namespace").asText())
                .stream()
                .filter(pod -> selected(request.path("selector"), pod))
                .filter(pod -> PodFacts.hasPhase(pod, "Running"))
                .toList();
        boolean delete = request.path("mode").asText("kill").equals("delete");
        for (Pod pod : pods) {
            if (delete) {
                registry.deleteIfPresent(ObjectKey.of(ResourceTypes.PODS, pod), DeleteRequest.AT_ONCE);
            } else {
                kubelet.kill(pod.getMetadata().getUid());
            }
        }
        return pods.size();
    }

    private static boolean selected(JsonNode selector, Pod pod) {
        return selector.properties().stream()
                .allMatch(label -> pod.getMetadata().getLabels() != null
                        && label.getValue()
                                .asText()
                                .equals(pod.getMetadata().getLabels().get(label.getKey())));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
