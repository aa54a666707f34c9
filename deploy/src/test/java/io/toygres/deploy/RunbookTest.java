package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/runbook.md has a line for every error code, so that nobody who is woken by one looks for it in vain. */
final class RunbookTest {
    private static final Pattern CODE = Pattern.compile("(?m)^    ([A-Z][A-Z_]+)\\(");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Z_]+)` \\| [^|]+ \\| [^|]+ \\| [^|]+ \\|$");

    @Test
    void everyErrorCodeHasItsLine() throws IOException {
        String runbook = Files.readString(Overlay.root().resolve("docs/runbook.md"));

        assertThat(found(ROW, runbook))
                .hasSizeGreaterThan(40)
                .containsAll(found(CODE, Files.readString(source("ErrorCode.java"))));
    }

    private static Path source(String name) throws IOException {
        try (Stream<Path> modules = Files.list(Overlay.root())) {
            return modules.map(module ->
                            module.resolve("src/main/java/io/toygres/contract").resolve(name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
