package io.toygres.local.up;

import io.toygres.local.platform.Checkout;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a person chose by environment variables.
 *
 * @param state {@code TOYGRES_STATE}: the folder that everything is kept in, {@code .toygres} of the checkout by default
 * @param kubeconfig {@code KUBECONFIG}: a cluster to use instead of the stand-in; several files are merged
 * @param chosenHostAddress {@code TOYGRES_HOST_ADDRESS}: IP address of this machine at which that cluster's pods reach it
 * @param services {@code TOYGRES_SERVICES}: those to start, such as {@code api-service} to measure it alone; all by default
 * @param containers {@code TOYGRES_CONTAINERS}: tag of the container images to run the services from; absent: from the build's packages
 * @param executables {@code TOYGRES_NATIVE=1}: run the services' native executables
 * @param passedOn variables for the services, which outrank what the launcher sets
 */
record Settings(
        Checkout checkout,
        StateFolder state,
        PortPlan ports,
        Optional<Kubeconfig> kubeconfig,
        Optional<String> chosenHostAddress,
        Optional<Set<String>> services,
        Optional<String> containers,
        boolean executables,
        Map<String, String> passedOn) {

    private static final String PASSED_ON = "(TOYGRES|QUARKUS|SMALLRYE|MP)_.*";
    /** Those that are meant for the launcher, its scripts and tests. */
    private static final String KEPT =
            "TOYGRES_(STATE|SERVICES|CONTAINERS|NATIVE|URL|USERNAME|PASSWORD|PASSWORD_FILE|HOST_ADDRESS|PORT_BASE|[A-Z_]+_PORT)";

    Settings {
        services = services.map(Set::copyOf);
        passedOn = Map.copyOf(passedOn);
    }

    static Settings from(Map<String, String> environment) {
        Map<String, String> passedOn = new HashMap<>(environment);
        passedOn.keySet().removeIf(name -> !name.matches(PASSED_ON) || name.matches(KEPT));
        Checkout checkout = Checkout.here();
        Path standard = checkout.root().resolve(".toygres");
        return new Settings(
                checkout,
                new StateFolder(Path.of(environment.getOrDefault("TOYGRES_STATE", standard.toString()))
                        .toAbsolutePath()),
                PortPlan.from(environment),
                Kubeconfig.of(environment.get("KUBECONFIG")),
                Optional.ofNullable(environment.get("TOYGRES_HOST_ADDRESS")),
                Optional.ofNullable(environment.get("TOYGRES_SERVICES")).map(names -> Set.of(names.split(","))),
                Optional.ofNullable(environment.get("TOYGRES_CONTAINERS")),
                "1".equals(environment.get("TOYGRES_NATIVE")),
                passedOn);
    }

    /** Whether the service is to be started. */
    boolean starts(String service) {
        return services.map(names -> names.contains(service)).orElse(true);
    }

    /**
     * Where the proxy listens: on loopback, which the stand-in's pods share, or where a real cluster's pods can reach it.
     *
     * @param apiServer the cluster's
     */
    String hostAddress(URI apiServer) {
        if (kubeconfig.isEmpty()) {
            return "127.0.0.1";
        }
        return chosenHostAddress.orElseGet(() -> addressTowards(apiServer));
    }

    /** Connecting a datagram socket sends nothing, but picks the address that the route to the host leaves from. */
    private static String addressTowards(URI server) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort() < 0 ? 443 : server.getPort()));
            return socket.getLocalAddress().getHostAddress();
        } catch (SocketException e) {
            throw new StartRefused(
                    "No route to the cluster at " + server + ": set TOYGRES_HOST_ADDRESS to this machine's address");
        }
    }
}
