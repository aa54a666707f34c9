package io.toygres.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One Kubernetes object as it is applied. */
record Manifest(JsonNode json) {

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.path("metadata").path("name").asText();
    }

    String namespace() {
        return json.path("metadata").path("namespace").asText();
    }

    JsonNode spec() {
        return json.path("spec");
    }

    /** What its pods are made from, for the kinds that make some. */
    Optional<JsonNode> pod() {
        return switch (kind()) {
            case "Deployment", "StatefulSet", "Job" -> Optional.of(spec().path("template"));
            case "CronJob" ->
                Optional.of(spec().path("jobTemplate").path("spec").path("template"));
            default -> Optional.empty();
        };
    }

    /** Containers that run and those that prepare, of its pods. */
    Stream<JsonNode> containers() {
        return pod().stream().flatMap(pod -> Stream.of("containers", "initContainers")
                .flatMap(list -> each(pod.path("spec").path(list))));
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static List<String> texts(JsonNode array) {
        return each(array).map(JsonNode::asText).toList();
    }

    static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    @Override
    public String toString() {
        return kind() + " " + namespace() + "/" + name();
    }
}
