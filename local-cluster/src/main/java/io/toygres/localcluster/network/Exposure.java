package io.toygres.localcluster.network;

import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The addresses of one life of a Service, and the ports that are open there. */
final class Exposure implements AutoCloseable {
    private final String uid;
    private final Addresses addresses;
    private final List<String> own = new ArrayList<>();
    private final Optional<String> balancer;
    private final Map<Integer, BalancedPort> ports = new ConcurrentHashMap<>();

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

    boolean isOf(Service service) {
        return service.getMetadata().getUid().equals(uid);
    }

    /** The load balancer's address; the one that the Service had already, if any. */
    Optional<String> balancer() {
        return balancer;
    }

    /** @param sockets that lead into the ready pods; without any, the port refuses connections */
    void lead(int port, List<Path> sockets) throws IOException {
        BalancedPort open = ports.get(port);
        if (sockets.isEmpty()) {
            keepOnly(ports.keySet().stream().filter(number -> number != port).toList());
        } else if (open == null) {
            ports.put(port, BalancedPort.open(own, port, sockets));
        } else {
            open.lead(sockets);
        }
    }

    void keepOnly(List<Integer> wanted) throws IOException {
        for (Integer number : List.copyOf(ports.keySet())) {
            if (!wanted.contains(number)) {
                BalancedPort port = ports.remove(number);
                if (port != null) {
                    port.close();
                }
            }
        }
    }

    /** Gives the addresses back, too. */
    @Override
    public void close() throws IOException {
        keepOnly(List.of());
        own.forEach(addresses::release);
    }
}
