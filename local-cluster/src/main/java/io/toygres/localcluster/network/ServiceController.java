package io.toygres.localcluster.network;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.toygres.localcluster.fault.FaultSettings;
import io.toygres.localcluster.registry.ReconcileQueue;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.runtime.PodNetwork;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Makes Services reachable: an address for each load balancer, a relay for each port at each address while a pod is ready
 * behind it (so that a Service without one refuses connections, as a real one does), names.
 */
public final class ServiceController implements AutoCloseable {
    private final Registry registry;
    private final Function<String, Optional<PodNetwork>> networks;
    private final Addresses addresses;
    private final ReadyPods pods;
    private final Names names;
    private final ReconcileQueue<ObjectKey> services;
    private final ReconcileQueue<String> dns;
    private final Map<ObjectKey, Exposure> exposures = new ConcurrentHashMap<>();

    /** @param networks of running pods, by uid */
    public ServiceController(
            Registry registry,
            Function<String, Optional<PodNetwork>> networks,
            Addresses addresses,
            FaultSettings faults,
            HostsFile hosts,
            String suffix,
            Clock clock) {
        this.registry = registry;
        this.networks = networks;
        this.addresses = addresses;
        this.pods = new ReadyPods(registry);
        this.names = new Names(registry, faults, hosts, suffix, clock);
        this.services = new ReconcileQueue<>("service", this::reconcile);
        this.dns = new ReconcileQueue<>("dns", all -> names.refresh());
        registry.listen(ResourceTypes.SERVICES, change -> {
            services.add(change.key());
            dns.add("all");
        });
        registry.listen(ResourceTypes.PODS, change -> wakeNamespace(change.key().namespace()));
        faults.listen(() -> dns.add("all"));
    }

    /** Which Services a pod belongs to may have changed with its labels: all of them look again. */
    private void wakeNamespace(String namespace) {
        for (ObjectKey id : exposures.keySet()) {
            if (id.namespace().equals(namespace)) {
                services.add(id);
            }
        }
    }

    private Optional<Duration> reconcile(ObjectKey id) throws IOException {
        Optional<Service> found = registry.find(ResourceTypes.SERVICES, id.namespace(), id.name());
        Exposure former = exposures.get(id);
        if (former != null && found.filter(former::isOf).isEmpty()) {
            exposures.remove(id);
            former.close();
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Exposure exposure = exposures.computeIfAbsent(id, key -> new Exposure(found.get(), addresses));
        exposure.balancer().ifPresent(address -> publish(id, address));
        List<Pod> selected = pods.selected(found.get());
        relay(found.get(), exposure, selected);
        return Optional.empty();
    }

    private void publish(ObjectKey id, String address) {
        LoadBalancerIngress ingress = new LoadBalancerIngressBuilder()
                .withIp(address)
                .withIpMode("VIP")
                .build();
        var unused = registry.edit(ResourceTypes.SERVICES, id.namespace(), id.name(), service -> service.getStatus()
                .getLoadBalancer()
                .setIngress(List.of(ingress)));
    }

    private void relay(Service service, Exposure exposure, List<Pod> selected) throws IOException {
        for (ServicePort port : service.getSpec().getPorts()) {
            List<Path> sockets = new ArrayList<>();
            for (Pod pod : selected) {
                Optional<PodNetwork> network = networks.apply(pod.getMetadata().getUid());
                Optional<Integer> number = ReadyPods.port(pod, port.getTargetPort());
                if (ReadyPods.isReady(pod) && network.isPresent() && number.isPresent()) {
                    sockets.add(network.get().socket(number.get()));
                }
            }
            exposure.lead(port.getPort(), sockets);
        }
        exposure.keepOnly(
                service.getSpec().getPorts().stream().map(ServicePort::getPort).toList());
    }

    @Override
    public void close() throws IOException {
        services.close();
        dns.close();
        for (Exposure exposure : exposures.values()) {
            exposure.close();
        }
    }
}
