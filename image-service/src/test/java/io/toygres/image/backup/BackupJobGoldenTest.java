package io.toygres.image.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.toygres.contract.ImageCommand.CreateImage;
import io.toygres.messaging.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder in {@code golden} holds a command with settings and, object for object, what the cluster is asked for. After a
 * wanted change run with {@code -Dgolden.update=true} and read the diff.
 */
final class BackupJobGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String INPUT = "in-backup.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asksForExactlyTheObjectsInTheFolder(Path folder) throws IOException {
        Map<String, String> actual = objects(folder).stream()
                .collect(Collectors.toMap(BackupJobGoldenTest::fileName, BackupJobGoldenTest::yaml));
        if (Boolean.getBoolean("golden.update")) {
            for (Map.Entry<String, String> file : actual.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        }
        assertThat(new TreeMap<>(actual)).isEqualTo(expected(folder));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asksForNothingThatAnApiServerOrAKubeletWouldRefuse(Path folder) throws IOException {
        for (HasMetadata object : objects(folder)) {
            StrictObject.check(object);
            if (object instanceof Job job) {
                KubeletRules.check(job.getSpec().getTemplate().getSpec());
            }
        }
    }

    private static List<HasMetadata> objects(Path folder) throws IOException {
        JsonNode input = YAML.readTree(folder.resolve(INPUT).toFile());
        BackupState state = BackupState.of(Json.mapper().treeToValue(input.get("command"), CreateImage.class));
        Map<String, String> settings = input.get("settings").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
        BackupJob backup = TestBackup.job(settings);
        return List.of(backup.job(state), backup.network(state));
    }

    private static String fileName(HasMetadata object) {
        return "out-" + object.getKind() + "-" + object.getMetadata().getName() + ".yaml";
    }

    /** The hash of the authorities is left out: it differs from machine to machine. */
    private static String yaml(HasMetadata object) {
        return Serialization.asYaml(object).replaceAll("(toygres-job-authorities-)[0-9a-f]+", "$1HASH");
    }

    private static Map<String, String> expected(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.filter(path -> !path.endsWith(INPUT)).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
