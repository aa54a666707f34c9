package io.toygres.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.architecture.PackagedService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PackagedServiceIT {

    @Test
    void shipsNothingOfTheLocalSystem() throws Exception {
        assertThat(new PackagedService(Path.of("target/quarkus-app")).jarsOfTheLocalSystem())
                .isEmpty();
    }

    @Test
    @Timeout(120)
    void aSettingOutOfBoundsStopsTheStart() throws Exception {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Dtoygres.resend.batch=0",
                        "-Dtoygres.workers.timeout=2H",
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .start();
        try {
            String log = new String(service.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(service.waitFor()).isNotZero();
            assertThat(log)
                    .contains("toygres.resend.batch must be between 1 and 10000")
                    .contains("toygres.workers.timeout must be from 100MS to 5M");
        } finally {
            service.destroyForcibly();
        }
    }
}
