package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.process.Command;
import io.toygres.local.process.Pause;
import io.toygres.local.process.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    private static long pid(StateFolder state) throws Exception {
        return Long.parseLong(Files.readString(state.pid("sleeper")).strip());
    }

    private static void awaitAnotherPid(StateFolder state, long old) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        while (pid(state) == old && Instant.now().isBefore(deadline)) {
            Pause.of(Duration.ofMillis(50));
        }
    }
}
