package io.toygres.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the NetworkPolicies of an overlay allow (kubernetes.io/docs/concepts/services-networking/network-policies): a connection needs
 * the policies of both ends. An address block means addresses outside the cluster only, as Cilium has it and Kubernetes allows.
 */
record Network(Overlay overlay) {

    boolean allows(NetworkPoliciesIT.Arrow arrow) {
        return leaves(arrow) && arrives(arrow);
    }

    private boolean leaves(NetworkPoliciesIT.Arrow arrow) {
        return arrow.from().outside() || permits(arrow.from(), "Egress", "egress", "to", arrow.to(), arrow);
    }

    private boolean arrives(NetworkPoliciesIT.Arrow arrow) {
        return arrow.to().outside() || permits(arrow.to(), "Ingress", "ingress", "from", arrow.from(), arrow);
    }

    private boolean permits(
            Peer pod, String type, String rules, String side, Peer other, NetworkPoliciesIT.Arrow arrow) {
        List<JsonNode> policies = overlay.ofKind("NetworkPolicy")
                .filter(policy -> policy.namespace().equals(pod.namespace()))
                .map(Manifest::spec)
                .filter(spec -> Manifest.texts(spec.path("policyTypes")).contains(type))
                .filter(spec -> matches(spec.path("podSelector"), pod.labels()))
                .toList();
        return policies.isEmpty()
                || policies.stream()
                        .flatMap(spec -> Manifest.each(spec.path(rules)))
                        .anyMatch(rule -> hasPort(rule, arrow) && hasPeer(rule.path(side), other, pod.namespace()));
    }

    private static boolean hasPort(JsonNode rule, NetworkPoliciesIT.Arrow arrow) {
        return rule.path("ports").isMissingNode()
                || Manifest.each(rule.path("ports"))
                        .anyMatch(port -> isPort(port.path("port").asText(), arrow));
    }

    private static boolean isPort(String port, NetworkPoliciesIT.Arrow arrow) {
        boolean byName = Objects.equals(arrow.to().ports().get(port), arrow.port());
        return byName || port.equals(String.valueOf(arrow.port()));
    }

    private static boolean hasPeer(JsonNode peers, Peer other, String ownNamespace) {
        return peers.isMissingNode() || Manifest.each(peers).anyMatch(peer -> isPeer(peer, other, ownNamespace));
    }

    private static boolean isPeer(JsonNode peer, Peer other, String ownNamespace) {
        if (peer.has("ipBlock")) {
            return other.outside()
                    && inBlock(peer.at("/ipBlock/cidr").asText(), other.address())
                    && Manifest.texts(peer.at("/ipBlock/except")).stream()
                            .noneMatch(except -> inBlock(except, other.address()));
        }
        boolean namespace = peer.has("namespaceSelector")
                ? matches(peer.path("namespaceSelector"), other.namespaceLabels())
                : other.namespace().equals(ownNamespace);
        return !other.outside() && namespace && matches(peer.path("podSelector"), other.labels());
    }

    private static boolean matches(JsonNode selector, Map<String, String> labels) {
        Stream<Map.Entry<String, JsonNode>> pairs = selector.path("matchLabels").propertyStream();
        return pairs.allMatch(pair -> pair.getValue().asText().equals(labels.get(pair.getKey())))
                && Manifest.each(selector.path("matchExpressions")).allMatch(expression -> meets(expression, labels));
    }

    private static boolean meets(JsonNode expression, Map<String, String> labels) {
        String value = labels.get(expression.path("key").asText());
        boolean listed = Manifest.texts(expression.path("values")).contains(String.valueOf(value));
        return switch (expression.path("operator").asText()) {
            case "In" -> value != null && listed;
            case "NotIn" -> value == null || !listed;
            default -> throw new AssertionError("not known here: " + expression);
        };
    }

    private static boolean inBlock(String block, String address) {
        int bits = Integer.parseInt(block.substring(block.indexOf('/') + 1));
        long mask = bits == 0 ? 0 : -1L << (32 - bits);
        return (number(block.substring(0, block.indexOf('/'))) & mask) == (number(address) & mask);
    }

    private static long number(String address) {
        try {
            long number = 0;
            for (byte part : InetAddress.getByName(address).getAddress()) {
                number = number << 8 | Byte.toUnsignedInt(part);
            }
            return number;
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
