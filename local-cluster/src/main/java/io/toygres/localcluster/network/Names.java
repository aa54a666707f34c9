package io.toygres.localcluster.network;

import io.fabric8.kubernetes.api.model.Service;
import io.toygres.localcluster.fault.FaultSettings;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ResourceTypes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of Services: {@code <service>.<namespace>.svc.cluster.local} and its short forms at once, the DNS label of a load
 * balancer under the configured suffix when the cloud's delay is over, counted from when it got its address. Load balancers
 * from before this cluster was started again have waited already. A label's former address may be answered for a while.
 */
final class Names {
    static final String DNS_LABEL = "service.beta.kubernetes.io/azure-dns-label-name";

    private final Registry registry;
    private final FaultSettings faults;
    private final StaleAnswers stale;
    private final HostsFile hosts;
    private final String suffix;
    private final Clock clock;
    private final Map<String, Instant> exposed = new ConcurrentHashMap<>();

    Names(Registry registry, FaultSettings faults, HostsFile hosts, String suffix, Clock clock) {
        this.registry = registry;
        this.faults = faults;
        this.stale = new StaleAnswers(faults, clock);
        this.hosts = hosts;
        this.suffix = suffix;
        this.clock = clock;
        registry.list(ResourceTypes.SERVICES, "").stream()
                .filter(service -> balancer(service).isPresent())
                .forEach(service -> exposed.put(service.getMetadata().getUid(), Instant.EPOCH));
    }

    /** The address of a load balancer that has one. */
    static Optional<String> balancer(Service service) {
        return Optional.ofNullable(service.getStatus())
                .map(status -> status.getLoadBalancer())
                .flatMap(balancer -> balancer.getIngress().stream().findFirst())
                .map(ingress -> ingress.getIp());
    }

    /** @return when the next name changes by itself */
    synchronized Optional<Duration> refresh() throws IOException {
        List<Service> services = registry.list(ResourceTypes.SERVICES, "");
        Map<String, String> names = new HashMap<>();
        Map<String, String> labels = new HashMap<>();
        List<Duration> waits = new ArrayList<>();
        for (Service service : services) {
            addInternal(service, names);
            addExternal(service, labels).ifPresent(waits::add);
        }
        stale.keepIn(labels).ifPresent(waits::add);
        labels.forEach((label, address) -> names.put(label + "." + suffix, address));
        exposed.keySet()
                .retainAll(services.stream()
                        .map(service -> service.getMetadata().getUid())
                        .toList());
        hosts.set(names);
        return waits.stream().min(Duration::compareTo);
    }

    private static void addInternal(Service service, Map<String, String> names) {
        String address = service.getSpec().getClusterIP();
        if ("None".equals(address)) {
            return;
        }
        String name =
                service.getMetadata().getName() + "." + service.getMetadata().getNamespace();
        names.put(name, address);
        names.put(name + ".svc", address);
        names.put(name + ".svc.cluster.local", address);
    }

    private Optional<Duration> addExternal(Service service, Map<String, String> labels) {
        Map<String, String> annotations = service.getMetadata().getAnnotations();
        String label = annotations == null ? null : annotations.get(DNS_LABEL);
        Optional<String> address = balancer(service);
        if (label == null || address.isEmpty()) {
            return Optional.empty();
        }
        Instant since = exposed.computeIfAbsent(service.getMetadata().getUid(), uid -> clock.instant());
        Duration left =
                Duration.between(clock.instant(), since.plus(faults.current().dnsDelay(label)));
        if (left.isPositive()) {
            return Optional.of(left);
        }
        labels.put(label, address.get());
        return Optional.empty();
    }
}
