package io.toygres.deploy;

import java.util.Map;

/**
 * Who opens or takes a connection: a pod, or an address outside the cluster when the namespace is empty.
 *
 * @param portName of the port that the pod listens on, as policies may name it
 */
record Peer(
        String namespace,
        Map<String, String> namespaceLabels,
        Map<String, String> labels,
        String portName,
        int port,
        String address) {

    Peer {
        namespaceLabels = Map.copyOf(namespaceLabels);
        labels = Map.copyOf(labels);
    }

    static Peer pod(String namespace, String component, String portName, int port) {
        return new Peer(
                namespace,
                Map.of("kubernetes.io/metadata.name", namespace),
                Map.of("app.kubernetes.io/component", component, "app.kubernetes.io/managed-by", "toygres"),
                portName,
                port,
                "10.244.1.7");
    }

    /** A pod of a namespace that carries {@code label} as "true", or no label of ours. */
    static Peer namespace(String namespace, String label) {
        Map<String, String> name = Map.of("kubernetes.io/metadata.name", namespace);
        return new Peer(
                namespace,
                label.isEmpty() ? name : Map.of("kubernetes.io/metadata.name", namespace, label, "true"),
                Map.of(),
                "",
                0,
                "10.244.1.8");
    }

    static Peer address(String address) {
        return new Peer("", Map.of(), Map.of(), "", 0, address);
    }

    boolean outside() {
        return namespace.isEmpty();
    }

    @Override
    public String toString() {
        return outside() ? address : namespace + "/" + labels.getOrDefault("app.kubernetes.io/component", "*");
    }
}
