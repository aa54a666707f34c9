package io.toygres.local.cluster.network;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.toygres.local.cluster.fault.FaultSettings;
import io.toygres.local.cluster.pod.Kubelet;
import io.toygres.local.cluster.registry.ReconcileQueue;
import io.toygres.local.cluster.registry.Registry;
import io.toygres.local.cluster.runtime.PodNetwork;
import io.toygres.local.cluster.store.ResourceTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes Services reachable: an address for each load balancer, a relay for each port at each address while a pod is ready
 * behind it (so that a Service without one refuses connections, as a real one does), endpoints, names.
 */
public final class ServiceController implements AutoCloseable {
    private final Registry registry;
    private final Kubelet kubelet;
    private final Addresses addresses;
    private final ReadyPods pods;
    private final Endpointing endpoints;
    private final Names names;
    private final ReconcileQueue<ServiceId> services;
    private final ReconcileQueue<String> dns;
    private final Map<ServiceId, Exposure> exposures = new ConcurrentHashMap<>();

    private record ServiceId(String namespace, String name) {}

    public ServiceController(
            Registry registry,
            Kubelet kubelet,
            Addresses addresses,
            FaultSettings faults,
            HostsFile hosts,
            String suffix,
            Clock clock) {
        this.registry = registry;
        this.kubelet = kubelet;
        this.addresses = addresses;
        this.pods = new ReadyPods(registry);
        this.endpoints = new Endpointing(registry);
        this.names = new Names(registry, faults, hosts, suffix, clock);
        this.services = new ReconcileQueue<>("service", this::reconcile);
        this.dns = new ReconcileQueue<>("dns", all -> names.refresh());
        registry.listen(ResourceTypes.SERVICES, change -> {
            services.add(new ServiceId(change.key().namespace(), change.key().name()));
            dns.add("all");
        });
        registry.listen(ResourceTypes.PODS, change -> wakeNamespace(change.key().namespace()));
        faults.listen(() -> dns.add("all"));
    }

    /** Which Services a pod belongs to may have changed with its labels: all of them look again. */
    private void wakeNamespace(String namespace) {
        for (ServiceId id : exposures.keySet()) {
            if (id.namespace().equals(namespace)) {
                services.add(id);
            }
        }
    }

    private Optional<Duration> reconcile(ServiceId id) throws IOException {
        Optional<Service> found = registry.find(ResourceTypes.SERVICES, id.namespace(), id.name());
        Exposure exposure = exposures.get(id);
        if (exposure != null
                && (found.isEmpty() || !found.get().getMetadata().getUid().equals(exposure.uid()))) {
            withdraw(id, exposure);
            exposure = null;
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (exposure == null) {
            exposure = new Exposure(found.get(), addresses);
            exposures.put(id, exposure);
        }
        exposure.balancer().ifPresent(address -> publish(id, address));
        List<Pod> selected = pods.selected(found.get());
        if (found.get().getSpec().getSelector() != null) {
            endpoints.write(found.get(), selected);
        }
        relay(found.get(), exposure, selected);
        return Optional.empty();
    }

    private void publish(ServiceId id, String address) {
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
                Optional<PodNetwork> network = kubelet.network(pod.getMetadata().getUid());
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

    private void withdraw(ServiceId id, Exposure exposure) throws IOException {
        exposures.remove(id);
        exposure.close();
    }

    @Override
    public void close() throws IOException {
        services.close();
        dns.close();
        for (Exposure exposure : exposures.values()) {
            exposure.close();
        }
    }

    /** What one Service has open. */
    private static final class Exposure {
        private final String uid;
        private final Addresses addresses;
        private final List<String> own = new ArrayList<>();
        private final Optional<String> balancer;
        private final Map<Integer, Port> ports = new ConcurrentHashMap<>();

        Exposure(Service service, Addresses addresses) {
            this.uid = service.getMetadata().getUid();
            this.addresses = addresses;
            String clusterIp = service.getSpec().getClusterIP();
            if (!"None".equals(clusterIp)) {
                own.add(clusterIp);
            }
            this.balancer = service.getSpec().getType().equals("LoadBalancer")
                    ? Names.balancer(service).or(() -> Optional.of(addresses.allocate(Addresses.Use.LOAD_BALANCER)))
                    : Optional.empty();
            balancer.ifPresent(own::add);
        }

        String uid() {
            return uid;
        }

        Optional<String> balancer() {
            return balancer;
        }

        void lead(int port, List<Path> sockets) throws IOException {
            Port open = ports.get(port);
            if (sockets.isEmpty()) {
                keepOnly(
                        ports.keySet().stream().filter(number -> number != port).toList());
            } else if (open == null) {
                ports.put(port, Port.open(own, port, sockets));
            } else {
                open.targets = List.copyOf(sockets);
            }
        }

        void keepOnly(List<Integer> wanted) throws IOException {
            for (Integer number : List.copyOf(ports.keySet())) {
                if (!wanted.contains(number)) {
                    Port port = ports.remove(number);
                    if (port != null) {
                        port.close();
                    }
                }
            }
        }

        void close() throws IOException {
            keepOnly(List.of());
            own.forEach(addresses::release);
        }
    }

    /** One port at each of a Service's addresses; connections go to the ready pods in turn. */
    private static final class Port {
        private final List<Relay> relays = new ArrayList<>();
        private final AtomicInteger turn = new AtomicInteger();
        private volatile List<Path> targets;

        private Port(List<Path> targets) {
            this.targets = List.copyOf(targets);
        }

        static Port open(List<String> addresses, int number, List<Path> targets) throws IOException {
            Port port = new Port(targets);
            try {
                for (String address : addresses) {
                    port.relays.add(Relay.listen(address, number, port::next));
                }
            } catch (IOException failure) {
                port.close();
                throw failure;
            }
            return port;
        }

        private Path next() {
            List<Path> current = targets;
            return current.get(Math.floorMod(turn.getAndIncrement(), current.size()));
        }

        void close() throws IOException {
            for (Relay relay : relays) {
                relay.close();
            }
        }
    }
}
