package io.toygres.e2e.sut;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.toygres.e2e.api.ApiException;
import io.toygres.e2e.api.Instance;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the way to instances: by their DNS names where this machine can resolve them, else through the API of the cluster
 * whose kubeconfig it has.
 */
public final class Routes implements AutoCloseable {

    private static final int POSTGRES = 5432;

    private final HostNames names;
    private final String namespace;
    private final Optional<Path> kubeconfig;
    private final Map<UUID, Tunnel> tunnels = new ConcurrentHashMap<>();

    public Routes(SystemUnderTest system) {
        this.names = new HostNames(system);
        this.namespace = system.namespace();
        this.kubeconfig = system.kubeconfig();
    }

    public HostNames names() {
        return names;
    }

    /**
     * @param instance must be running
     * @throws ApiException when this machine has no way to it
     */
    public Route to(Instance instance) {
        String host = Objects.requireNonNull(instance.host(), "a running instance has a host");
        return names.resolve(host)
                .<Route>map(address -> new Route.Direct(address, Objects.requireNonNullElse(instance.port(), POSTGRES)))
                .orElseGet(() -> tunnel(instance, host).route());
    }

    private Tunnel tunnel(Instance instance, String host) {
        Path config = kubeconfig.orElseThrow(() -> new ApiException(
                host + " is in no DNS this machine can ask: set KUBECONFIG to go through the cluster"));
        return tunnels.computeIfAbsent(instance.id(), id -> Tunnel.open(client(config), namespace, id, POSTGRES));
    }

    /** A client of the cluster that a kubeconfig names. */
    public static KubernetesClient client(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    @Override
    public void close() {
        tunnels.values().forEach(Tunnel::close);
    }
}
