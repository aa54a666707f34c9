package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.toygres.local.process.Program;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Azure's own compiler takes the template, where it is installed. */
final class BicepIT {

    @Test
    void theTemplateCompiles() {
        assumeTrue(installed("bicep"), "bicep is not installed");

        String template = Overlay.root().resolve("deploy/aks/main.bicep").toString();
        assertThat(Program.run("bicep", "build", "--stdout", template)).contains("Microsoft.ContainerService");
    }

    private static boolean installed(String program) {
        return List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
