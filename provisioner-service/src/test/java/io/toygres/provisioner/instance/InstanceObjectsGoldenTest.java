package io.toygres.provisioner.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
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
 * Each folder in {@code golden} holds an instance and, object for object, what the cluster is asked for. After a wanted change
 * run with {@code -Dgolden.update=true} and read the diff.
 */
class InstanceObjectsGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asksForExactlyTheObjectsInTheFolder(Path folder) throws IOException {
        Map<String, String> actual = GoldenCase.read(folder).objects().stream()
                .collect(Collectors.toMap(InstanceObjectsGoldenTest::file, InstanceObjectsGoldenTest::yaml));
        if (Boolean.getBoolean("golden.update")) {
            write(folder, actual);
        }
        assertThat(new TreeMap<>(actual)).isEqualTo(read(folder));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asksForNothingThatAnApiServerWouldRefuse(Path folder) {
        assertThat(GoldenCase.read(folder).objects()).allSatisfy(StrictObject::check);
    }

    private static String file(HasMetadata object) {
        return "out-" + object.getKind() + "-" + object.getMetadata().getName() + ".yaml";
    }

    private static String yaml(HasMetadata object) {
        return Serialization.asYaml(object);
    }

    private static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var found = Files.list(folder)) {
            for (Path file : found.toList()) {
                if (!file.endsWith("in-instance.yaml")) {
                    files.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return files;
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        for (var file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
