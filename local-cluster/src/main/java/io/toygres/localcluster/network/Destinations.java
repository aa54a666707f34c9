package io.toygres.localcluster.network;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.toygres.localcluster.network.NetworkRules.Egress;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.runtime.PodNetwork;
import io.toygres.localcluster.store.ResourceTypes;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where the NetworkPolicies let a pod connect to at this moment. A Service counts as long as a pod is ready behind it. */
public final class Destinations {
    private final Registry registry;
    private final Function<String, Optional<PodNetwork>> networks;
    private final NetworkRules rules;
    private final ReadyPods pods;

    /** @param networks of running pods, by uid */
    public Destinations(Registry registry, Function<String, Optional<PodNetwork>> networks) {
        this.registry = registry;
        this.networks = networks;
        this.rules = new NetworkRules(registry);
        this.pods = new ReadyPods(registry);
    }

    /** Whether the pod may connect to these only. */
    public boolean confined(Pod pod) {
        return rules.confines(pod);
    }

    /**
     * What leads where.
     *
     * @return by the address that the pod connects to: the Unix socket or the TCP port of this machine where that leads
     */
    public Map<InetSocketAddress, SocketAddress> of(Pod from) {
        List<Egress> egress = rules.egress(from);
        if (egress.isEmpty()) {
            return Map.of();
        }
        Map<InetSocketAddress, SocketAddress> found = new HashMap<>();
        egress.stream().flatMap(Egress::machineAddresses).forEach(address -> found.put(address, address));
        for (Service service : registry.list(ResourceTypes.SERVICES, "")) {
            List<Pod> behind = pods.selected(service);
            for (ServicePort port : service.getSpec().getPorts()) {
                behind.stream()
                        .flatMap(to -> socket(egress, to, port).stream())
                        .findFirst()
                        .ifPresent(socket -> addresses(service)
                                .forEach(address -> found.put(new InetSocketAddress(address, port.getPort()), socket)));
            }
        }
        return found;
    }

    private Optional<SocketAddress> socket(List<Egress> egress, Pod to, ServicePort port) {
        return ReadyPods.port(to, port.getTargetPort())
                .filter(number ->
                        ReadyPods.isReady(to) && egress.stream().anyMatch(rule -> rules.leads(rule, to, number)))
                .flatMap(number -> networks.apply(to.getMetadata().getUid())
                        .map(network -> UnixDomainSocketAddress.of(network.socket(number))));
    }

    private static List<String> addresses(Service service) {
        List<String> addresses = new ArrayList<>();
        if (!"None".equals(service.getSpec().getClusterIP())) {
            addresses.add(service.getSpec().getClusterIP());
        }
        Names.balancer(service).ifPresent(addresses::add);
        return addresses;
    }
}
