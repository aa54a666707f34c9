package io.toygres.deploy;

import java.util.Map;

/**
 * Who opens or takes a connection: a pod, or an address outside the cluster when the namespace is empty.
 *
 * @param ports that the pod listens on, by the names that policies may give them
 */
record Peer(
        String namespace,
        Map<String, String> namespaceLabels,
        Map<String, String> labels,
        Map<String, Integer> ports,
        String address) {

    Peer {
        namespaceLabels = Map.copyOf(namespaceLabels);
        labels = Map.copyOf(labels);
        ports = Map.copyOf(ports);
    }

    static Peer pod(String namespace, String component, Map<String, Integer> ports) {
        return new Peer(
                namespace,
                Map.of("kubernetes.io/metadata.name", namespace),
                Map.of("app.kubernetes.io/component", component, "app.kubernetes.io/managed-by", "toygres"),
                ports,
                "10.244.1.7");
    }

    /** A pod of a namespace that carries {@code label} as "true", or no label of ours. */
    static Peer namespace(String namespace, String label) {
        Map<String, String> name = Map.of("kubernetes.io/metadata.name", namespace);
        return new Peer(
                namespace,
                label.isEmpty() ? name : Map.of("kubernetes.io/metadata.name", namespace, label, "true"),
                Map.of(),
                Map.of(),
                "10.244.1.8");
    }

    static Peer address(String address) {
        return new Peer("", Map.of(), Map.of(), Map.of(), address);
    }

    boolean outside() {
        return namespace.isEmpty();
    }

    @Override
    public String toString() {
        return outside() ? address : namespace + "/" + labels.getOrDefault("app.kubernetes.io/component", "*");
    }
}
