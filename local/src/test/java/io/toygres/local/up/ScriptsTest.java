package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.platform.Checkout;
import io.toygres.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ScriptsTest {
    @Test
    void shellcheckFindsNothingInAnyScript() throws Exception {
        List<String> command = new ArrayList<>(List.of("shellcheck", "--external-sources", "--check-sourced"));
        scripts().forEach(script -> command.add(script.toString()));

        assertThat(command).anyMatch(script -> script.endsWith("/toygres"));
        assertThat(Program.run(command, Map.of(), "")).isEmpty();
    }

    @Test
    void helpNamesEveryPortThatCanBeChosen() {
        String help = Program.run(Checkout.here().root().resolve("toygres").toString(), "help");

        for (ServerPort port : ServerPort.values()) {
            assertThat(help).contains(port.name());
        }
    }

    private static List<Path> scripts() throws IOException {
        Path root = Checkout.here().root();
        List<Path> found = new ArrayList<>(Stream.of(
                        "toygres",
                        "local/script/watchdog.sh",
                        "local/script/podman.sh",
                        "deploy/aks/deploy.sh",
                        "deploy/kind.sh",
                        "deploy/secrets.sh",
                        ".ci/run")
                .map(root::resolve)
                .toList());
        try (Stream<Path> modules = Files.list(root)) {
            List<Path> folders =
                    new ArrayList<>(modules.map(module -> module.resolve("src")).toList());
            folders.addAll(List.of(root.resolve("deploy/compose"), root.resolve("k8s/components")));
            for (Path folder : folders.stream().filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".sh")).forEach(found::add);
                }
            }
        }
        return found;
    }
}
