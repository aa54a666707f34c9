package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights of the services are those of the table in docs/kubernetes.md, and no others. */
final class RolesIT {
    /** Such as {@code | image-service | `batch` jobs | create get | follows backup Jobs |}. */
    private static final Pattern ROW = Pattern.compile(
            "\\| (image-service|provisioner-service) \\| (?:`([a-z0-9.]+)` )?([a-z/]+) \\| ([a-z ]+) \\| .+ \\|");

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theRolesGrantExactlyWhatTheTableSays(Overlay overlay) throws IOException {
        assertThat(granted(overlay)).isNotEmpty().isEqualTo(table());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void rightsAreHeldInTheManagedNamespaceByTheServicesThatNeedThem(Overlay overlay) {
        assertThat(overlay.objects()).extracting(Manifest::kind).doesNotContain("ClusterRole", "ClusterRoleBinding");
        assertThat(overlay.ofKind("Role").map(Manifest::toString))
                .containsExactlyInAnyOrder(
                        "Role toygres-managed/image-service", "Role toygres-managed/provisioner-service");
        assertThat(overlay.ofKind("RoleBinding")).hasSize(2).allSatisfy(binding -> {
            assertThat(binding.json().at("/roleRef/name").asText()).isEqualTo(binding.name());
            assertThat(binding.json().path("subjects")).hasSize(1);
            assertThat(binding.json().at("/subjects/0/name").asText()).isEqualTo(binding.name());
            assertThat(binding.json().at("/subjects/0/namespace").asText()).isEqualTo("toygres-system");
        });
    }

    private static Set<String> granted(Overlay overlay) {
        Set<String> rights = new TreeSet<>();
        overlay.ofKind("Role").forEach(role -> Manifest.each(role.json().path("rules"))
                .forEach(rule -> rights.addAll(rights(role.name(), rule))));
        return rights;
    }

    private static List<String> rights(String role, JsonNode rule) {
        return Manifest.texts(rule.path("apiGroups")).stream()
                .flatMap(group -> Manifest.texts(rule.path("resources")).stream()
                        .flatMap(resource -> Manifest.texts(rule.path("verbs")).stream()
                                .map(verb -> String.join(" ", role, group, resource, verb))))
                .toList();
    }

    private static Set<String> table() throws IOException {
        Set<String> rights = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(Overlay.root().resolve("docs/kubernetes.md")));
        while (row.find()) {
            String group = row.group(2) == null ? "" : row.group(2);
            for (String verb : List.of(row.group(4).split(" ", -1))) {
                rights.add(String.join(" ", row.group(1), group, row.group(3), verb));
            }
        }
        return rights;
    }
}
