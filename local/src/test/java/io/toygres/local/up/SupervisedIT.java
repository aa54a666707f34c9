package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.local.process.Pause;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupervisedIT {
    @Test
    void startsAgainWhatWasKilledUntilItIsClosed(@TempDir Path folder) throws Exception {
        StateFolder state = new StateFolder(folder);
        Supervised<Sleeper> service =
                new Supervised<>("sleeper", () -> Sleeper.launch("exec sleep 600", state.log("sleeper")), state);
        service.start();
        long first = pid(state);

        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        awaitAnotherPid(state, first);
        long second = pid(state);
        assertThat(ProcessHandle.of(second)).isPresent();

        service.close();
        assertThat(ProcessHandle.of(second)).isEmpty();
        assertThat(state.pid("sleeper")).doesNotExist();
    }

    @Test
    void triesAgainWhenAServiceCouldNotBeStarted(@TempDir Path folder) throws Exception {
        StateFolder state = new StateFolder(folder);
        Supervised<Sleeper> service = new Supervised<>(
                "sleeper", () -> Sleeper.launch("exec sleep 600", folder.resolve("sleeper.log")), state);
        service.start();
        long first = pid(state);
        Path run = state.pid("sleeper").getParent();
        Path aside = Files.move(run, folder.resolve("aside"));
        Files.createFile(run);

        PrintStream usual = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            await(() -> said.toString(StandardCharsets.UTF_8).contains("could not be started"));
        } finally {
            System.setOut(usual);
        }
        Files.delete(run);
        Files.move(aside, run);

        awaitAnotherPid(state, first);
        service.close();
    }

    @Test
    void waitsForAFirstStartThatNeedsASecondTry(@TempDir Path folder) {
        StateFolder state = new StateFolder(folder);
        Path tries = folder.resolve("tries");
        String failsOnce = "echo >>'%1$s'; [ $(wc -l <'%1$s') -gt 1 ] || exit 1; exec sleep 600".formatted(tries);
        try (Supervised<Sleeper> service =
                new Supervised<>("sleeper", () -> Sleeper.launch(failsOnce, state.log("sleeper")), state)) {
            service.start();

            assertThat(tries).content().isEqualTo("\n\n");
        }
    }

    @Test
    void saysWhyAServerCannotBeStartedAtAll(@TempDir Path folder) {
        StateFolder state = new StateFolder(folder);
        try (Supervised<Sleeper> service = new Supervised<>(
                "sleeper", () -> Sleeper.launch("echo the disk is full; exit 3", state.log("sleeper")), state)) {
            assertThatThrownBy(service::start)
                    .hasMessageContaining("sleeper ended with exit code 3 before it was ready")
                    .hasMessageContaining("the disk is full");
        }
    }

    private static long pid(StateFolder state) throws Exception {
        return Long.parseLong(Files.readString(state.pid("sleeper")).strip());
    }

    private static void awaitAnotherPid(StateFolder state, long old) throws Exception {
        await(() -> pid(state) != old);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        while (!condition.call()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within a minute");
            }
            Pause.of(Duration.ofMillis(50));
        }
    }
}
