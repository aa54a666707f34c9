package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What `./toygres containers` shows of built images, as far as the files themselves tell. */
final class ContainerFilesTest {

    static Stream<Path> dockerfiles() throws IOException {
        try (Stream<Path> files = Files.list(Overlay.root().resolve("containers"))) {
            return files.filter(file -> file.toString().endsWith(".Dockerfile")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void theBaseIsAnArgumentThatIsPinned(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);

        assertThat(lines)
                .filteredOn(line -> line.startsWith("FROM "))
                .isNotEmpty()
                .allMatch(line -> line.matches("FROM \\$\\{(BASE|RUNTIME|JRE)}( AS [a-z]+)?"));
        assertThat(lines)
                .filteredOn(line -> line.matches("ARG (BASE|RUNTIME|JRE)=.*"))
                .isNotEmpty()
                .allMatch(line -> line.matches("ARG [A-Z]+=[a-z0-9./-]+:(nonroot|[0-9][A-Za-z0-9._-]*)"));
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void theLastUserIsANumberThatIsNotRoot(Path file) throws IOException {
        String last = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("USER "))
                .reduce("", (former, latter) -> latter);

        assertThat(last).matches("USER [1-9][0-9]*:[1-9][0-9]*");
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void theImageSaysWhatItIs(Path file) throws IOException {
        assertThat(Files.readString(file))
                .contains("org.opencontainers.image.title", "image.licenses", "image.version", "image.revision")
                .doesNotContain("curl ", "wget ", ":latest");
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void whatIsCopiedPassesTheIgnoreFile(Path file) throws IOException {
        List<String> kept = Files.readAllLines(Overlay.root().resolve(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1).replace("*-service", "${SERVICE}"))
                .toList();
        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.startsWith("COPY ") && !line.contains("--from="))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(kept).anyMatch(path -> line.contains(path)));
    }
}
