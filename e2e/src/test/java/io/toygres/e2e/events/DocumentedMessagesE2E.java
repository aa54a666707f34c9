package io.toygres.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code docs/asyncapi.yaml} and the examples beside it, after all other tests: then there is something of every kind to read. */
@NeedsSystem
@Tag("afterwards")
final class DocumentedMessagesE2E {

    private static final Path EXAMPLES = Path.of("../docs/examples");

    private static final String AVAILABLE = "toygres.image.available.v1";

    @Test
    void everyMessageIsAsTheDocumentSays(Toygres toygres, SmallSource small) {
        toygres.backUp(small.instance().id());

        Outcome check = Outcome.of(List.of("node", EXAMPLES.resolve("check.mjs").toString(), broker(toygres)));

        System.out.println(check.output());
        assertThat(check.exitCode()).as(check.output()).isZero();
        assertThat(check.output()).contains(AVAILABLE, "toygres.instance.running.v1", "toygres.image.create.v1");
    }

    @Test
    void theExampleInJavaScriptFollows(Toygres toygres, SmallSource small) throws IOException {
        assertFollows(
                toygres, small, List.of("node", EXAMPLES.resolve("follow.mjs").toString()));
    }

    @Test
    void theExampleInJavaFollows(Toygres toygres, SmallSource small) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String libraries = System.getProperty("java.class.path");
        assertFollows(
                toygres,
                small,
                List.of(java, "-cp", libraries, EXAMPLES.resolve("Follow.java").toString()));
    }

    /** It prints the end of a backup, which is looked for while it goes on printing. */
    private static void assertFollows(Toygres toygres, SmallSource small, List<String> example) throws IOException {
        String image = toygres.backUp(small.instance().id()).id().toString();
        List<String> command = new ArrayList<>(example);
        command.addAll(List.of(broker(toygres), "example-" + UUID.randomUUID()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader()) {
            boolean told = output.lines()
                    .peek(System.out::println)
                    .anyMatch(line -> line.contains(AVAILABLE) && line.contains(image));
            assertThat(told).as("%s told of image %s", example.getLast(), image).isTrue();
        } finally {
            process.destroy();
        }
    }

    private static String broker(Toygres toygres) {
        return toygres.system().kafka().orElseThrow();
    }
}
