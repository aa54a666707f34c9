package io.toygres.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build has let OpenAPI Generator write {@code target/client}; the types for TypeScript are made here. */
@NeedsSystem
final class GeneratedClientsE2E {

    private static final Path EXAMPLES = Path.of("../docs/examples");
    private static final Path CLIENT = Path.of("target/client/src/main/java");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
    private static final String LIBRARIES = System.getProperty("java.class.path");

    @Test
    void theJavaClientDoesTheMainJob(Toygres toygres, @TempDir Path classes) throws IOException {
        List<String> compile = new ArrayList<>(
                List.of(JAVA.resolve("javac").toString(), "-nowarn", "-cp", LIBRARIES, "-d", classes.toString()));
        compile.addAll(sources());
        compile.add(EXAMPLES.resolve("BackUp.java").toString());
        assertSucceeds(Outcome.of(compile));

        assertDoesTheMainJob(
                toygres, List.of(JAVA.resolve("java").toString(), "-cp", classes + ":" + LIBRARIES, "BackUp"));
    }

    @Test
    void theTypesForTypeScriptFitAndTheirClientDoesTheMainJob(Toygres toygres) {
        assertSucceeds(npm("types"));
        assertSucceeds(npm("check"));

        assertDoesTheMainJob(
                toygres, List.of("node", EXAMPLES.resolve("back-up.mjs").toString()));
    }

    private static void assertDoesTheMainJob(Toygres toygres, List<String> program) {
        List<String> command = new ArrayList<>(program);
        command.add(toygres.system().url().toString());
        Outcome run = Outcome.of(command, Map.of("TOYGRES_TOKEN", token(toygres)));

        System.out.println(run.output());
        assertSucceeds(run);
        assertThat(run.output()).contains(" is available: ", "example-copy-", "removed");
    }

    private static String token(Toygres toygres) {
        return toygres.api()
                .send("POST", "/api/tokens", Map.of("name", Toygres.unique("example"), "role", "operator"))
                .body()
                .required("secret")
                .asText();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(CLIENT)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .toList();
        }
    }

    private static Outcome npm(String script) {
        return Outcome.of(List.of("npm", "run", "--silent", "--prefix", EXAMPLES.toString(), script));
    }

    private static void assertSucceeds(Outcome run) {
        assertThat(run.exitCode()).as(run.output()).isZero();
    }
}
