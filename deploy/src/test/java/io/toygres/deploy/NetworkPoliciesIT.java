package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies allow the arrows of docs/architecture.md and nothing else. A Job's own policy is the workers' (JobNetworkTest). */
final class NetworkPoliciesIT {
    private static final Peer API = Peer.pod("toygres-system", "api-service", Map.of("http", 8080, "management", 9080));
    private static final Peer IMAGE =
            Peer.pod("toygres-system", "image-service", Map.of("http", 8081, "management", 9081));
    private static final Peer PROVISIONER =
            Peer.pod("toygres-system", "provisioner-service", Map.of("http", 8082, "management", 9082));
    private static final Peer INSTANCE = Peer.pod("toygres-managed", "server", Map.of("postgresql", 5432));
    private static final Peer BACKUP = Peer.pod("toygres-managed", "backup", Map.of());
    private static final Peer RESTORE = Peer.pod("toygres-managed", "restore", Map.of());
    private static final Peer INGRESS = Peer.namespace("app-routing-system", "toygres.io/ingress");
    private static final Peer MONITORING = Peer.namespace("monitoring", "toygres.io/monitoring");
    private static final Peer STRANGER = Peer.namespace("default", "");
    private static final Peer INTERNET = Peer.address("203.0.113.7");
    private static final Peer PRIVATE = Peer.address("10.1.2.3");
    private static final Peer METADATA = Peer.address("169.254.169.254");
    private static final Peer HOST_AGENT = Peer.address("168.63.129.16");
    private static final Peer DNS = Peer.namespace("kube-system", "");

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theArrowsOfTheArchitectureAreAllowed(Overlay overlay) {
        Network network = new Network(overlay);
        for (Arrow arrow : List.of(
                new Arrow(INGRESS, API, 8080),
                new Arrow(API, IMAGE, 8081),
                new Arrow(API, PROVISIONER, 8082),
                new Arrow(MONITORING, API, 9080),
                new Arrow(MONITORING, IMAGE, 9081),
                new Arrow(MONITORING, PROVISIONER, 9082),
                new Arrow(API, INTERNET, 5432),
                new Arrow(API, INTERNET, 9093),
                new Arrow(API, INTERNET, 443),
                new Arrow(IMAGE, INTERNET, 443),
                new Arrow(PROVISIONER, INTERNET, 443),
                new Arrow(PROVISIONER, INSTANCE, 5432),
                new Arrow(INTERNET, INSTANCE, 5432),
                new Arrow(API, DNS, 53))) {
            assertThat(network.allows(arrow)).as("%s in %s", arrow, overlay).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everythingElseIsRefused(Overlay overlay) {
        Network network = new Network(overlay);
        for (Arrow arrow : List.of(
                new Arrow(INTERNET, API, 8080),
                new Arrow(STRANGER, API, 8080),
                new Arrow(INGRESS, API, 9080),
                new Arrow(API, IMAGE, 9081),
                new Arrow(MONITORING, API, 8080),
                new Arrow(MONITORING, PROVISIONER, 8082),
                new Arrow(INGRESS, IMAGE, 8081),
                new Arrow(INGRESS, PROVISIONER, 8082),
                new Arrow(IMAGE, PROVISIONER, 8082),
                new Arrow(BACKUP, API, 8080),
                new Arrow(BACKUP, INSTANCE, 5432),
                new Arrow(BACKUP, INTERNET, 443),
                new Arrow(RESTORE, INTERNET, 443),
                new Arrow(INSTANCE, API, 8080),
                new Arrow(API, INTERNET, 80),
                new Arrow(API, PRIVATE, 443),
                new Arrow(API, METADATA, 443),
                new Arrow(API, HOST_AGENT, 443),
                new Arrow(API, INSTANCE, 5432),
                new Arrow(IMAGE, INSTANCE, 5432),
                new Arrow(INSTANCE, INTERNET, 443),
                new Arrow(INSTANCE, INSTANCE, 5432),
                new Arrow(INSTANCE, DNS, 53),
                new Arrow(RESTORE, INSTANCE, 5432),
                new Arrow(STRANGER, BACKUP, 5432),
                new Arrow(IMAGE, METADATA, 443),
                new Arrow(PROVISIONER, METADATA, 443),
                new Arrow(BACKUP, METADATA, 443),
                new Arrow(BACKUP, METADATA, 80),
                new Arrow(RESTORE, METADATA, 80),
                new Arrow(RESTORE, HOST_AGENT, 443),
                new Arrow(INSTANCE, METADATA, 80))) {
            assertThat(network.allows(arrow)).as("%s in %s", arrow, overlay).isFalse();
        }
    }

    /** One connection by TCP. */
    record Arrow(Peer from, Peer to, int port) {}
}
