package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/aks/deploy.sh would do, without Azure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AksIT {
    private static final List<String> SERVICES = List.of("api-service", "image-service", "provisioner-service");
    private static final Pattern SET_SECRET = Pattern.compile("az keyvault secret set .* --name ([a-z-]+) ");
    private static final Pattern GRANT = Pattern.compile("servicePrincipalIds\\\\ (\\d)\\\\> .*/secrets/([a-z-]+) ");

    private final Path state;
    private final String told;

    AksIT(@TempDir Path state) {
        this.state = state;
        String script = Overlay.root().resolve("deploy/aks/deploy.sh").toString();
        this.told = Program.run(
                List.of(
                        script,
                        "--name",
                        "toygres1",
                        "--location",
                        "westeurope",
                        "--host",
                        "toygres.example.org",
                        "--dry-run"),
                Map.of("TOYGRES_STATE", state.toString()),
                "");
    }

    @Test
    void aDryRunTellsEveryStepInOrder() {
        assertThat(told.lines().filter(line -> line.startsWith("== ")))
                .containsExactly(
                        "== preflight", "== infra", "== images", "== secrets", "== database", "== apply", "== smoke");
        assertThat(told).contains("+ az deployment group create", "main.bicep", "--server-side");
    }

    @Test
    void everySecretOfTheVaultIsMadeAndReadableByTheServicesThatMountIt() {
        Set<String> mounted = new TreeSet<>();
        Set<String> granted = new TreeSet<>();
        Overlay.of("aks").ofKind("SecretProviderClass").forEach(vault -> objects(vault)
                .forEach(secret -> mounted.add(vault.name() + " " + secret)));
        GRANT.matcher(told)
                .results()
                .forEach(grant -> granted.add(SERVICES.get(Integer.parseInt(grant.group(1))) + " " + grant.group(2)));

        assertThat(granted).isNotEmpty().isEqualTo(mounted);
        assertThat(SET_SECRET.matcher(told).results().map(found -> found.group(1)))
                .containsAll(mounted.stream()
                        .map(line -> line.replaceFirst(".* ", ""))
                        .toList());
    }

    @Test
    void theSettingsOfAnInstallationAreThoseThatTheOverlayTakes() throws IOException {
        Path overlay = Overlay.root().resolve("k8s/overlays/aks/settings.env");

        assertThat(names(state.resolve("aks/k8s/overlays/aks/settings.env"))).isEqualTo(names(overlay));
    }

    @Test
    void theDatabaseHasASchemaAndARoleForEachService() throws IOException {
        String sql = Files.readString(Overlay.root().resolve("deploy/database.sql"));

        assertThat(sql).contains("AUTHORIZATION cms", "AUTHORIZATION image", "AUTHORIZATION provisioner");
    }

    private static Stream<String> objects(Manifest vault) {
        return Pattern.compile("objectName: ([a-z-]+)")
                .matcher(vault.spec().at("/parameters/objects").asText())
                .results()
                .map((MatchResult found) -> found.group(1));
    }

    private static Set<String> names(Path settings) throws IOException {
        try (Stream<String> lines = Files.lines(settings)) {
            return lines.filter(line -> line.contains("=") && !line.startsWith("#"))
                    .map(line -> line.replaceFirst("=.*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
