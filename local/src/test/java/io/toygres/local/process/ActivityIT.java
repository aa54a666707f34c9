package io.toygres.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ActivityIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void seesAChildThatComputesHoweverLittleProcessorItGets() throws Exception {
        Process shell = new ProcessBuilder("bash", "-c", "nice -n 19 bash -c 'while :; do :; done' & wait").start();
        try {
            Activity activity = new Activity(shell.toHandle(), folder.resolve("none.log"));
            while (shell.descendants().findAny().isEmpty()) {
                Pause.of(Duration.ofMillis(10));
            }
            assertThat(activity.isSeen()).isTrue();
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    @Test
    void seesALogThatGrowsAndNothingWhereNothingHappens() throws Exception {
        Path log = Files.createFile(folder.resolve("sleep.log"));
        Process sleep = new ProcessBuilder("sleep", "600").start();
        try {
            Activity activity = new Activity(sleep.toHandle(), log);
            while (activity.isSeen()) {
                Pause.of(Duration.ofMillis(10)); // until the program has been loaded
            }
            Files.writeString(log, "a line\n", StandardOpenOption.APPEND);

            assertThat(activity.isSeen()).isTrue();
            assertThat(activity.isSeen()).isFalse();
        } finally {
            sleep.destroyForcibly().waitFor();
        }
    }
}
