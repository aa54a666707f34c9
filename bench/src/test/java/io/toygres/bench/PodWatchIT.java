package io.toygres.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodWatchIT {

    private static final Duration BOUND = Duration.ofMinutes(1);

    @Test
    void seesTheMemoryAndTheFilesOfAContainer(@TempDir Path state) throws IOException {
        Path work = Files.createDirectories(state.resolve("pods/0b1c/volumes/work"));
        Files.write(work.resolve("dump"), new byte[12_345]);
        Process container = container("watched-pod", work);
        try {
            Instant latest = Instant.now().plus(BOUND);
            PodUse seen = PodUse.NONE;
            while (seen.memory() == 0 && Instant.now().isBefore(latest)) {
                try (PodWatch watch = new PodWatch("watched-")) {
                    seen = watch.most();
                }
            }

            assertThat(seen.memory()).isPositive();
            assertThat(seen.staged()).isEqualTo(12_345);
            assertThat(new PodWatch("other-").most()).isEqualTo(PodUse.NONE);
        } finally {
            container.descendants().forEach(ProcessHandle::destroyForcibly);
            container.destroyForcibly();
        }
    }

    private static Process container(String pod, Path work) throws IOException {
        List<String> command = List.of(
                "bwrap",
                "--die-with-parent",
                "--unshare-user",
                "--unshare-pid",
                "--unshare-uts",
                "--hostname",
                pod,
                "--dev-bind",
                "/",
                "/",
                "--bind",
                work.toString(),
                "/mnt",
                "--",
                "sleep",
                "600");
        return new ProcessBuilder(command).start();
    }
}
