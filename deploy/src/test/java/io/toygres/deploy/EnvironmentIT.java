package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every variable that a manifest sets is read by the service that gets it, and every required one is set. */
final class EnvironmentIT {
    private final ServiceVariables variables = ServiceVariables.read();

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyVariableIsReadByTheServiceThatGetsIt(Overlay overlay) {
        for (String service : ServiceVariables.SERVICES) {
            variables.requireThatAllAreRead(
                    environment(overlay, service).keySet(), service + " of " + overlay, service);
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyRequiredVariableIsSet(Overlay overlay) {
        for (String service : ServiceVariables.SERVICES) {
            Set<String> required = variables.required(service);
            required.removeIf(name -> name.startsWith("AZURE_") && usesWorkloadIdentity(overlay, service));
            Map<String, String> environment = environment(overlay, service);
            assertThat(environment.keySet()).as("%s of %s", service, overlay).containsAll(required);
            assertThat(environment.values()).as("%s of %s", service, overlay).doesNotContain("");
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyFileThatAVariableNamesIsMounted(Overlay overlay) {
        for (String service : ServiceVariables.SERVICES) {
            JsonNode container = container(overlay, service);
            List<String> mounts = Manifest.each(container.path("volumeMounts"))
                    .map(mount -> mount.path("mountPath").asText())
                    .toList();
            assertThat(environment(overlay, service).values().stream()
                            .filter(value -> value.startsWith("/etc/toygres/")))
                    .as("%s of %s", service, overlay)
                    .allSatisfy(file -> assertThat(mounts).anyMatch(mount -> file.startsWith(mount + "/")));
        }
    }

    private static boolean usesWorkloadIdentity(Overlay overlay, String service) {
        return overlay.only("Deployment", service)
                .spec()
                .at("/template/metadata/labels")
                .path("azure.workload.identity/use")
                .asText()
                .equals("true");
    }

    private static JsonNode container(Overlay overlay, String service) {
        return overlay.only("Deployment", service).spec().at("/template/spec/containers/0");
    }

    private static Map<String, String> environment(Overlay overlay, String service) {
        JsonNode container = container(overlay, service);
        Map<String, String> environment = new HashMap<>();
        Manifest.each(container.path("envFrom"))
                .map(source -> source.at("/configMapRef/name").asText())
                .forEach(name -> environment.putAll(
                        Manifest.map(overlay.only("ConfigMap", name).json().path("data"))));
        Manifest.each(container.path("env"))
                .forEach(variable -> environment.put(
                        variable.path("name").asText(),
                        variable.path("value")
                                .asText(variable.at("/valueFrom/secretKeyRef/name")
                                        .asText())));
        return environment;
    }
}
