package io.toygres.localcluster.network;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ResourceTypes;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the NetworkPolicies say: whether one pod may connect to another, and to which single addresses of this machine a pod may
 * ({@code ipBlock} with one address of the loopback). Wider blocks lead nowhere here, as there is no network beyond this machine.
 * What comes from this machine rather than from a pod is let in to any pod: it stands for the clients outside the cluster.
 */
public final class NetworkRules {
    private static final Pattern LOOPBACK = Pattern.compile("(127\\.\\d+\\.\\d+\\.\\d+)/32");

    private final Registry registry;

    public NetworkRules(Registry registry) {
        this.registry = registry;
    }

    /** Whether a policy says where the pod may connect to; without one it may anywhere. */
    public boolean confines(Pod pod) {
        return policies(pod, "Egress").findAny().isPresent();
    }

    /** What the policies of a pod leave it. */
    List<Egress> egress(Pod from) {
        return policies(from, "Egress")
                .flatMap(policy -> policy.getSpec().getEgress().stream().map(rule -> new Egress(from, policy, rule)))
                .toList();
    }

    /** One rule of one policy that is about a pod. */
    record Egress(Pod from, NetworkPolicy policy, NetworkPolicyEgressRule rule) {
        /** Those of this machine that the pod may connect to. */
        Stream<InetSocketAddress> machineAddresses() {
            return rule.getTo().stream()
                    .filter(peer -> peer.getIpBlock() != null)
                    .map(peer -> LOOPBACK.matcher(peer.getIpBlock().getCidr()))
                    .filter(Matcher::matches)
                    .flatMap(address -> rule.getPorts().stream()
                            .map(port -> new InetSocketAddress(
                                    address.group(1), port.getPort().getIntVal())));
        }
    }

    /** @param port in the pod that is connected to */
    boolean leads(Egress egress, Pod to, int port) {
        return includes(egress.rule().getPorts(), port)
                && includes(egress.rule().getTo(), to, namespaceOf(egress.policy()))
                && admits(to, egress.from(), port);
    }

    private boolean admits(Pod to, Pod from, int port) {
        List<NetworkPolicy> policies = policies(to, "Ingress").toList();
        return policies.isEmpty()
                || policies.stream().anyMatch(policy -> policy.getSpec().getIngress().stream()
                        .anyMatch(rule -> includes(rule.getPorts(), port)
                                && includes(rule.getFrom(), from, namespaceOf(policy))));
    }

    private Stream<NetworkPolicy> policies(Pod pod, String direction) {
        return registry.list(ResourceTypes.NETWORK_POLICIES, pod.getMetadata().getNamespace()).stream()
                .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
                .filter(policy -> LabelSelectors.selects(
                        policy.getSpec().getPodSelector(), pod.getMetadata().getLabels()));
    }

    /** None means every port. */
    private static boolean includes(List<NetworkPolicyPort> ports, int port) {
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(each -> each.getPort() == null
                                || Integer.valueOf(port).equals(each.getPort().getIntVal()));
    }

    /** None means everybody. */
    private boolean includes(List<NetworkPolicyPeer> peers, Pod pod, String namespace) {
        return peers.isEmpty() || peers.stream().anyMatch(peer -> includes(peer, pod, namespace));
    }

    private boolean includes(NetworkPolicyPeer peer, Pod pod, String namespace) {
        if (peer.getIpBlock() != null) {
            return false;
        }
        String of = pod.getMetadata().getNamespace();
        boolean there = peer.getNamespaceSelector() == null
                ? of.equals(namespace)
                : LabelSelectors.selects(peer.getNamespaceSelector(), labelsOfNamespace(of));
        return there
                && (peer.getPodSelector() == null
                        || LabelSelectors.selects(
                                peer.getPodSelector(), pod.getMetadata().getLabels()));
    }

    private Map<String, String> labelsOfNamespace(String name) {
        return registry.find(ResourceTypes.NAMESPACES, "", name)
                .map(Namespace::getMetadata)
                .map(metadata -> metadata.getLabels())
                .orElse(Map.of());
    }

    private static String namespaceOf(NetworkPolicy policy) {
        return policy.getMetadata().getNamespace();
    }
}
