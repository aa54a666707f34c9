package io.toygres.e2e.sut;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.toygres.e2e.api.ApiException;
import io.toygres.e2e.api.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way to instances: by their DNS names where this machine can resolve them, else through the API of the cluster
 * whose kubeconfig it has.
 */
public final class Routes implements AutoCloseable {

    private static final int POSTGRES = 5432;

    private final HostNames names;
    private final String namespace;
    private final Optional<Path> kubeconfig;
    private final SystemUnderTest system;
    private @Nullable Path authorities;
    private final Map<UUID, Tunnel> tunnels = new ConcurrentHashMap<>();

    public Routes(SystemUnderTest system) {
        this.system = system;
        this.names = new HostNames(system);
        this.namespace = system.namespace();
        this.kubeconfig = system.kubeconfig();
    }

    public HostNames names() {
        return names;
    }

    /** The file with the CA's certificates, as the API answers them now and to this process's end. */
    public synchronized Path authorities() {
        if (authorities == null) {
            try {
                Path file = Files.createTempFile("toygres-ca-", ".pem");
                file.toFile().deleteOnExit();
                authorities = Files.writeString(file, system.login().authorities());
            } catch (IOException e) {
                throw new UncheckedIOException("can't write the CA's certificates", e);
            }
        }
        return authorities;
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
