package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The columns of a Service. */
final class ServiceColumns {
    static final List<Column> ALL = List.of(
            Column.at("Type", "/spec/type"),
            Column.at("Cluster-IP", "/spec/clusterIP"),
            Column.of("External-IP", ServiceColumns::externalAddress),
            Column.of("Port(s)", ServiceColumns::ports));

    private ServiceColumns() {}

    private static String externalAddress(JsonNode service) {
        if (!service.at("/spec/type").asText().equals("LoadBalancer")) {
            return Column.NONE;
        }
        JsonNode ingress = service.at("/status/loadBalancer/ingress");
        return ingress.isEmpty()
                ? "<pending>"
                : Column.join(ingress, address -> address.path("ip").asText());
    }

    private static String ports(JsonNode service) {
        return Column.join(
                service.at("/spec/ports"),
                port -> port.path("port").asText() + "/" + port.path("protocol").asText("TCP"));
    }
}
