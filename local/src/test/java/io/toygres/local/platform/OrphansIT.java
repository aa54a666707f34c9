package io.toygres.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.process.Pause;
import io.toygres.local.process.Ports;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrphansIT {
    @Test
    void aKilledJvmLeavesNoServerBehind(@TempDir Path folder) throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int port;
        try (var output = new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            port = Integer.parseInt(output.readLine());
            assertThat(Ports.answers("127.0.0.1", port)).isTrue();
            victim.destroyForcibly().waitFor();
        }
        assertThat(isFreeWithin(Duration.ofMinutes(1), port)).isTrue();
    }

    private static boolean isFreeWithin(Duration limit, int port) {
        Instant deadline = Instant.now().plus(limit);
        while (!Ports.isFree("127.0.0.1", port) && Instant.now().isBefore(deadline)) {
            Pause.of(Duration.ofMillis(50));
        }
        return Ports.isFree("127.0.0.1", port);
    }
}
