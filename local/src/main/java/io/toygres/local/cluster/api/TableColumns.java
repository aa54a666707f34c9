package io.toygres.local.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.local.cluster.store.ResourceType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The columns by kind, after kubectl's own printers. */
final class TableColumns {
    private static final String NONE = "<none>";

    private final Clock clock;

    /** @param wide shown with {@code -o wide} only */
    record Column(String name, boolean wide, Function<JsonNode, String> cell) {}

    TableColumns(Clock clock) {
        this.clock = clock;
    }

    List<Column> of(ResourceType<?> type) {
        if (type.kind().equals("Event")) {
            return eventColumns();
        }
        List<Column> columns = new ArrayList<>();
        columns.add(at("Name", "/metadata/name"));
        columns.addAll(middle(type.kind()));
        columns.add(new Column("Age", false, object -> age(object.at("/metadata/creationTimestamp"))));
        if (type.kind().equals("Pod")) {
            columns.add(new Column("IP", true, object -> text(object.at("/status/podIP"))));
            columns.add(new Column("Node", true, object -> text(object.at("/spec/nodeName"))));
        }
        return columns;
    }

    /** Their names say nothing. */
    private List<Column> eventColumns() {
        return List.of(
                new Column("Last Seen", false, event -> age(event.at("/lastTimestamp"))),
                at("Type", "/type"),
                at("Reason", "/reason"),
                new Column("Object", false, event -> {
                    JsonNode about = event.path("involvedObject");
                    String kind = about.path("kind").asText().toLowerCase(Locale.ROOT);
                    return kind + "/" + about.path("name").asText();
                }),
                at("Message", "/message"),
                new Column("Name", true, event -> text(event.at("/metadata/name"))));
    }

    private List<Column> middle(String kind) {
        return switch (kind) {
            case "Pod" ->
                List.of(
                        new Column("Ready", false, PodColumns::ready),
                        new Column("Status", false, PodColumns::status),
                        new Column("Restarts", false, PodColumns::restarts));
            case "Job" ->
                List.of(
                        new Column("Status", false, TableColumns::jobStatus),
                        new Column(
                                "Completions",
                                false,
                                job -> job.at("/status/succeeded").asInt() + "/"
                                        + job.at("/spec/completions").asInt(1)),
                        new Column("Duration", false, this::jobDuration));
            case "StatefulSet" ->
                List.of(new Column(
                        "Ready",
                        false,
                        set -> set.at("/status/readyReplicas").asInt() + "/"
                                + set.at("/spec/replicas").asInt()));
            case "Service" ->
                List.of(
                        at("Type", "/spec/type"),
                        at("Cluster-IP", "/spec/clusterIP"),
                        new Column("External-IP", false, TableColumns::externalAddress),
                        new Column(
                                "Port(s)",
                                false,
                                service -> join(
                                        service.at("/spec/ports"),
                                        port -> port.path("port").asText() + "/"
                                                + port.path("protocol").asText("TCP"))));
            case "PersistentVolumeClaim" ->
                List.of(
                        at("Status", "/status/phase"),
                        at("Volume", "/spec/volumeName"),
                        at("Capacity", "/status/capacity/storage"),
                        new Column("Access Modes", false, claim -> modes(claim.at("/status/accessModes"))),
                        at("StorageClass", "/spec/storageClassName"));
            case "PersistentVolume" ->
                List.of(
                        at("Capacity", "/spec/capacity/storage"),
                        new Column("Access Modes", false, volume -> modes(volume.at("/spec/accessModes"))),
                        at("Reclaim Policy", "/spec/persistentVolumeReclaimPolicy"),
                        at("Status", "/status/phase"),
                        new Column(
                                "Claim",
                                false,
                                volume -> volume.at("/spec/claimRef/namespace").asText() + "/"
                                        + volume.at("/spec/claimRef/name").asText()));
            case "Secret" -> List.of(at("Type", "/type"), size("Data", "/data"));
            case "ConfigMap" -> List.of(size("Data", "/data"));
            case "Namespace" -> List.of(at("Status", "/status/phase"));
            case "Node" ->
                List.of(new Column("Status", false, node -> "Ready"), at("Version", "/status/nodeInfo/kubeletVersion"));
            case "StorageClass" ->
                List.of(
                        at("Provisioner", "/provisioner"),
                        at("ReclaimPolicy", "/reclaimPolicy"),
                        at("VolumeBindingMode", "/volumeBindingMode"));
            case "Endpoints" ->
                List.of(new Column(
                        "Endpoints",
                        false,
                        endpoints -> join(endpoints.at("/subsets/0/addresses"), address -> address.path("ip")
                                .asText())));
            default -> List.of();
        };
    }

    private static Column at(String name, String pointer) {
        return new Column(name, false, object -> text(object.at(pointer)));
    }

    private static Column size(String name, String pointer) {
        return new Column(
                name, false, object -> Integer.toString(object.at(pointer).size()));
    }

    private static String jobStatus(JsonNode job) {
        for (String type : List.of("Complete", "Failed", "SuccessCriteriaMet", "FailureTarget")) {
            for (JsonNode condition : job.at("/status/conditions")) {
                if (condition.path("type").asText().equals(type)) {
                    return type;
                }
            }
        }
        return job.path("metadata").hasNonNull("deletionTimestamp") ? "Terminating" : "Running";
    }

    private String jobDuration(JsonNode job) {
        JsonNode start = job.at("/status/startTime");
        JsonNode end = job.at("/status/completionTime");
        if (start.isMissingNode()) {
            return "";
        }
        Instant until = end.isMissingNode() ? clock.instant() : Instant.parse(end.asText());
        return human(Duration.between(Instant.parse(start.asText()), until));
    }

    private static String externalAddress(JsonNode service) {
        if (!service.at("/spec/type").asText().equals("LoadBalancer")) {
            return NONE;
        }
        String addresses = join(service.at("/status/loadBalancer/ingress"), ingress -> ingress.path("ip")
                .asText());
        return addresses.equals(NONE) ? "<pending>" : addresses;
    }

    private static String modes(JsonNode modes) {
        return join(modes, mode -> Arrays.stream(mode.asText().split("(?=[A-Z])"))
                .map(word -> word.substring(0, 1))
                .collect(Collectors.joining()));
    }

    private static String join(JsonNode list, Function<JsonNode, String> item) {
        return list.isEmpty()
                ? NONE
                : StreamSupport.stream(list.spliterator(), false).map(item).collect(Collectors.joining(","));
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "" : value.asText();
    }

    private String age(JsonNode created) {
        return created.isMissingNode()
                ? "<unknown>"
                : human(Duration.between(Instant.parse(created.asText()), clock.instant()));
    }

    private static String human(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 7200) {
            return seconds / 60 + "m";
        }
        return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }
}
