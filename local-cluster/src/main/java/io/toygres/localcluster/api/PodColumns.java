package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The columns of a pod. */
final class PodColumns {
    static final List<Column> ALL = List.of(
            Column.of("Ready", PodColumns::ready),
            Column.of("Status", PodColumns::status),
            Column.of("Restarts", PodColumns::restarts));

    private PodColumns() {}

    private static String ready(JsonNode pod) {
        int ready = 0;
        for (JsonNode status : pod.at("/status/containerStatuses")) {
            ready += status.path("ready").asBoolean() ? 1 : 0;
        }
        return ready + "/" + pod.at("/spec/containers").size();
    }

    private static String restarts(JsonNode pod) {
        int restarts = 0;
        for (JsonNode status : pod.at("/status/containerStatuses")) {
            restarts += status.path("restartCount").asInt();
        }
        return Integer.toString(restarts);
    }

    /** The reason of what is most in the way, as {@code kubectl get} has it. */
    private static String status(JsonNode pod) {
        if (pod.path("metadata").hasNonNull("deletionTimestamp")) {
            return "Terminating";
        }
        int done = 0;
        JsonNode initStatuses = pod.at("/status/initContainerStatuses");
        for (JsonNode status : initStatuses) {
            JsonNode ended = status.at("/state/terminated");
            if (!ended.isMissingNode() && ended.path("exitCode").asInt() == 0) {
                done++;
                continue;
            }
            String reason = reason(status, "");
            boolean usual = reason.isEmpty() || reason.equals("ContainerCreating") || reason.equals("PodInitializing");
            return usual ? "Init:" + done + "/" + initStatuses.size() : "Init:" + reason;
        }
        String result = pod.at("/status/phase").asText();
        for (JsonNode status : pod.at("/status/containerStatuses")) {
            result = reason(status, result);
        }
        return result;
    }

    private static String reason(JsonNode status, String otherwise) {
        String waiting = status.at("/state/waiting/reason").asText("");
        String ended = status.at("/state/terminated/reason").asText("");
        return !waiting.isEmpty() ? waiting : !ended.isEmpty() ? ended : otherwise;
    }
}
