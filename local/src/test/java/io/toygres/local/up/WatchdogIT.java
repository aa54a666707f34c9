package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.platform.Checkout;
import io.toygres.local.process.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: the supervisor is a shell that says it is up and then sleeps. */
final class WatchdogIT {
    private static final String SUPERVISOR = "echo {} >\"$0/system.json\"; exec sleep 600";

    private static final long NONE = 0;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path state;

    @BeforeEach
    void prepare() throws Exception {
        Files.createDirectory(state.resolve("run"));
    }

    @Test
    void aSupervisorThatWasKilledIsStartedAgain() throws Exception {
        Process watchdog = watch(SUPERVISOR);
        try {
            await(() -> Files.exists(state.resolve("system.json")));
            long first = supervisor();
            Files.writeString(state.resolve("run/kafka.pid"), "1\n");

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await(() -> supervisor() != NONE && supervisor() != first);
            await(() -> Files.exists(state.resolve("system.json")));
            assertThat(state.resolve("run/kafka.pid")).doesNotExist();
        } finally {
            watchdog.destroyForcibly().waitFor();
        }
    }

    @Test
    void theSupervisorDoesNotOutliveAWatchdogThatWasKilled() throws Exception {
        Process watchdog = watch(SUPERVISOR);
        await(() -> Files.exists(state.resolve("system.json")));
        ProcessHandle supervisor = ProcessHandle.of(supervisor()).orElseThrow();

        watchdog.destroyForcibly().waitFor();

        supervisor.onExit().get(1, TimeUnit.MINUTES);
    }

    @Test
    void anEndThatWasAskedForIsTheEnd() throws Exception {
        Process watchdog = watch(SUPERVISOR);
        await(() -> Files.exists(state.resolve("system.json")));
        ProcessHandle supervisor = ProcessHandle.of(supervisor()).orElseThrow();

        watchdog.destroy();

        assertThat(watchdog.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(supervisor.isAlive()).isFalse();
    }

    @Test
    void aFirstStartThatFailsIsNotRepeated() throws Exception {
        Process watchdog = watch("echo once >>\"$0/starts\"; exit 7");

        assertThat(watchdog.waitFor()).isEqualTo(7);
        assertThat(Files.readAllLines(state.resolve("starts"))).hasSize(1);
    }

    private Process watch(String supervisor) throws IOException {
        return new ProcessBuilder(
                        Checkout.here()
                                .root()
                                .resolve("local/script/watchdog.sh")
                                .toString(),
                        state.toString(),
                        "bash",
                        "-c",
                        supervisor,
                        state.toString())
                .redirectErrorStream(true)
                .redirectOutput(state.resolve("watchdog.log").toFile())
                .start();
    }

    private long supervisor() throws IOException {
        try {
            String pid = Files.readString(state.resolve("run/supervisor.pid")).strip();
            return pid.isEmpty() ? NONE : Long.parseLong(pid);
        } catch (NoSuchFileException betweenTwo) {
            return NONE;
        }
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
