package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Component {@code internal-tls}: what a worker serves is what api-service asks for and trusts. */
final class InternalTlsIT {

    private static final List<String> WORKERS = List.of("image-service", "provisioner-service");

    private final Overlay overlay = Overlay.ofBaseWith("internal-tls");
    private final ServiceVariables variables = ServiceVariables.read();

    @Test
    void everySettingIsReadAndEveryFileIsMounted() {
        for (String service : ServiceVariables.SERVICES) {
            Map<String, String> settings = settings(service);
            variables.requireThatAllAreRead(settings.keySet(), service, service);
            assertThat(settings.values().stream().filter(value -> value.startsWith("/etc/toygres/")))
                    .as(service)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(mounts(service)).anyMatch(mount -> file.startsWith(mount + "/")));
        }
    }

    @Test
    void theAddressOfAWorkerIsInItsCertificateAndOfItsPort() {
        for (String worker : WORKERS) {
            String variable =
                    "TOYGRES_WORKERS_" + worker.replace("-service", "").toUpperCase(Locale.ROOT);
            URI address = URI.create(settings("api-service").getOrDefault(variable + "_URL", ""));

            assertThat(address.getScheme()).isEqualTo("https");
            assertThat(Manifest.texts(overlay.only("Certificate", worker).spec().path("dnsNames")))
                    .contains(address.getHost());
            assertThat(settings(worker))
                    .containsEntry("QUARKUS_HTTP_SSL_PORT", Integer.toString(address.getPort()))
                    .containsEntry("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
            assertThat(container(worker).at("/ports/0/containerPort").asInt()).isEqualTo(address.getPort());
        }
    }

    private JsonNode container(String service) {
        return overlay.only("Deployment", service).spec().at("/template/spec/containers/0");
    }

    private List<String> mounts(String service) {
        return Manifest.each(container(service).path("volumeMounts"))
                .map(mount -> mount.path("mountPath").asText())
                .toList();
    }

    /** Those of the service's own ConfigMap. */
    private Map<String, String> settings(String service) {
        return overlay.ofKind("ConfigMap")
                .filter(map -> map.name().startsWith(service + "-"))
                .map(map -> Manifest.map(map.json().path("data")))
                .findFirst()
                .orElseThrow();
    }
}
