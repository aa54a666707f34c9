package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.localcluster.store.ResourceType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The columns by kind, after kubectl's own printers. */
final class TableColumns {
    private final Ages ages;

    TableColumns(Clock clock) {
        this.ages = new Ages(clock);
    }

    List<Column> of(ResourceType<?> type) {
        if (type.kind().equals("Event")) {
            return eventColumns();
        }
        List<Column> columns = new ArrayList<>();
        columns.add(Column.at("Name", "/metadata/name"));
        columns.addAll(middle(type.kind()));
        columns.add(Column.of("Age", object -> ages.since(object.at("/metadata/creationTimestamp"))));
        if (type.kind().equals("Pod")) {
            columns.add(Column.wide("IP", "/status/podIP"));
            columns.add(Column.wide("Node", "/spec/nodeName"));
        }
        return columns;
    }

    /** Their names say nothing. */
    private List<Column> eventColumns() {
        return List.of(
                Column.of("Last Seen", event -> ages.since(event.at("/lastTimestamp"))),
                Column.at("Type", "/type"),
                Column.at("Reason", "/reason"),
                Column.of("Object", TableColumns::about),
                Column.at("Message", "/message"),
                Column.wide("Name", "/metadata/name"));
    }

    private static String about(JsonNode event) {
        JsonNode about = event.path("involvedObject");
        String kind = about.path("kind").asText().toLowerCase(Locale.ROOT);
        return kind + "/" + about.path("name").asText();
    }

    /** Between name and age. */
    private List<Column> middle(String kind) {
        return switch (kind) {
            case "Pod" -> PodColumns.ALL;
            case "Job" -> JobColumns.of(ages);
            case "StatefulSet" -> List.of(Column.of("Ready", TableColumns::replicas));
            case "Service" -> ServiceColumns.ALL;
            case "Endpoints" -> List.of(Column.of("Endpoints", TableColumns::addresses));
            case "PersistentVolumeClaim" -> VolumeColumns.CLAIM;
            case "PersistentVolume" -> VolumeColumns.VOLUME;
            case "StorageClass" ->
                List.of(
                        Column.at("Provisioner", "/provisioner"),
                        Column.at("ReclaimPolicy", "/reclaimPolicy"),
                        Column.at("VolumeBindingMode", "/volumeBindingMode"));
            case "Secret" -> List.of(Column.at("Type", "/type"), Column.count("Data", "/data"));
            case "ConfigMap" -> List.of(Column.count("Data", "/data"));
            case "Namespace" -> List.of(Column.at("Status", "/status/phase"));
            case "Node" ->
                List.of(Column.of("Status", node -> "Ready"), Column.at("Version", "/status/nodeInfo/kubeletVersion"));
            default -> List.of();
        };
    }

    private static String replicas(JsonNode set) {
        return set.at("/status/readyReplicas").asInt() + "/"
                + set.at("/spec/replicas").asInt();
    }

    private static String addresses(JsonNode endpoints) {
        return Column.join(endpoints.at("/subsets/0/addresses"), address -> address.path("ip")
                .asText());
    }
}
