package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.process.Command;
import io.toygres.local.process.Pause;
import io.toygres.local.process.Ports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupervisedServiceIT {
    @Test
    void startsAgainWhatWasKilledUntilItIsClosed(@TempDir Path folder) throws Exception {
        StateFolder state = new StateFolder(folder);
        Command sleeper = new Command("sleeper", List.of("sleep", "600"), Map.of(), state.log("sleeper"));
        SupervisedService service = SupervisedService.start(sleeper, Ports.free(), state);
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
        Command sleeper = new Command("sleeper", List.of("sleep", "600"), Map.of(), folder.resolve("sleeper.log"));
        SupervisedService service = SupervisedService.start(sleeper, Ports.free(), state);
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
