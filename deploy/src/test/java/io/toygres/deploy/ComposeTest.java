package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** docker-compose.yml beside what the services read and what deploy/secrets.sh makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ComposeTest {
    private static final String FOLDER = "/etc/toygres/";
    private static final Pattern IMAGE =
            Pattern.compile("\\$\\{TOYGRES_[A-Z0-9_]+_IMAGE:-[a-z0-9./-]+:v?[0-9][A-Za-z0-9._-]*}");
    private static final Map<String, Integer> MANAGEMENT =
            Map.of("api-service", 9080, "image-service", 9081, "provisioner-service", 9082);

    private final ServiceVariables variables = ServiceVariables.read();
    private final ComposeFile compose = ComposeFile.read("docker-compose.yml");
    private final Path secrets;

    ComposeTest(@TempDir Path secrets) {
        this.secrets = secrets;
        Program.run(Overlay.root().resolve("deploy/secrets.sh").toString(), secrets.toString());
    }

    @Test
    void everyVariableIsReadByTheServiceThatGetsIt() {
        ComposeFile standIn = ComposeFile.read("deploy/compose/stand-in.yml");
        for (String service : ServiceVariables.SERVICES) {
            variables.requireThatAllAreRead(compose.environment(service).keySet(), service, service);
            variables.requireThatAllAreRead(
                    standIn.environment(service).keySet(), service + " of stand-in.yml", service);
        }
    }

    @Test
    void everyRequiredVariableIsSet() throws IOException {
        for (String service : ServiceVariables.SERVICES) {
            Set<String> required = variables.required(service);
            // Secret values are in a file of properties, so that no list of processes or containers shows them.
            String properties = Files.readString(secrets.resolve(service).resolve("datasource.properties"));
            required.removeIf(name ->
                    properties.contains(name.toLowerCase(java.util.Locale.ROOT).replace('_', '.') + "="));
            assertThat(compose.environment(service)).as(service).containsKeys(required.toArray(String[]::new));
            assertThat(compose.environment(service).values()).as(service).doesNotContain("", "null");
        }
    }

    @Test
    void everyFileThatAVariableNamesIsMadeForThatService() {
        for (String service : ServiceVariables.SERVICES) {
            assertThat(compose.volumes(service)).contains("./.toygres/compose/" + service + ":/etc/toygres:ro");
            // The cluster's part is cluster.sh's.
            assertThat(compose.environment(service).values().stream()
                            .filter(value -> value.startsWith(FOLDER) && !value.endsWith("/kubeconfig")))
                    .as(service)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(secrets.resolve(service).resolve(file.substring(FOLDER.length())))
                            .isNotEmptyFile());
        }
    }

    @Test
    void onlyServicesThatDecryptGetTheKeyring() {
        assertThat(secrets.resolve("api-service/keyring")).exists();
        assertThat(secrets.resolve("provisioner-service/keyring")).exists();
        assertThat(secrets.resolve("image-service/keyring")).doesNotExist();
    }

    @Test
    void secretsThatAreThereStay() throws IOException {
        Path password = secrets.resolve("api-service/admin-password");
        String before = Files.readString(password);

        Program.run(Overlay.root().resolve("deploy/secrets.sh").toString(), secrets.toString());

        assertThat(password).hasContent(before);
    }

    @Test
    void everyServiceTellsOfItsHealthOnTheManagementPort() {
        MANAGEMENT.forEach((service, port) -> assertThat(compose.healthCheck(service))
                .contains("/q/health/ready", "${QUARKUS_MANAGEMENT_PORT:-" + port + "}"));
    }

    @Test
    void everyImageIsPinned() {
        assertThat(compose.services().keySet()).hasSizeGreaterThan(10).allSatisfy(service -> assertThat(
                        String.valueOf(compose.service(String.valueOf(service)).get("image")))
                .matches(IMAGE));
    }
}
