package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutablesTest {

    @Test
    void findsTheExecutableBesideTheJarOfItsName(@TempDir Path target) throws Exception {
        Files.createFile(target.resolve("toygres-api-service-runner.jar"));
        assertThat(Executables.in(target)).isEmpty();

        Path runner = Files.createFile(target.resolve("toygres-api-service-runner"));
        assertThat(Executables.in(target)).isEmpty();
        assertThat(runner.toFile().setExecutable(true)).isTrue();
        assertThat(Executables.in(target)).contains(runner);
    }

    @Test
    void saysWhichExecutableIsMissingAndHowToMakeIt() {
        var plan = new ServicePlan("no-such-service", ServerPort.API, ServerPort.API_MANAGEMENT, "128m", Map.of());

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> plan.command(Settings.from(Map.of("TOYGRES_NATIVE", "1")), Optional.empty()))
                .withMessageContaining("no-such-service/target/*-runner is missing")
                .withMessageContaining("mvn package -Dnative");
    }
}
