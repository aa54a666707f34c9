package io.toygres.localcluster.runtime;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a sandbox that is killed while bubblewrap still makes it. */
class SandboxProcessTest {
    private static final List<String> FOREVER = List.of(
            "bwrap",
            "--json-status-fd",
            "3",
            "--die-with-parent",
            "--unshare-user",
            "--unshare-pid",
            "--ro-bind",
            "/",
            "/",
            "--proc",
            "/proc",
            "sleep",
            "infinity");

    /** Bubblewrap needs a few milliseconds, so that some of these kills meet each of its steps. */
    @Test
    void theOutputEndsWheneverItIsKilled(@TempDir Path scratch) throws Exception {
        try (ProcessSpawner spawner = new ProcessSpawner()) {
            for (int i = 0; i < 200; i++) {
                SandboxProcess sandbox = SandboxProcess.start(spawner, FOREVER, scratch);
                LockSupport.parkNanos(MICROSECONDS.toNanos(i * 40L));

                sandbox.kill();

                assertThat(output(sandbox).get(1, TimeUnit.MINUTES)).isEmpty();
            }
        }
    }

    @Test
    void anInterruptedThreadKillsAsWell(@TempDir Path scratch) throws Exception {
        try (ProcessSpawner spawner = new ProcessSpawner()) {
            SandboxProcess sandbox = SandboxProcess.start(spawner, FOREVER, scratch);

            Thread.currentThread().interrupt();
            sandbox.kill();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(output(sandbox).get(1, TimeUnit.MINUTES)).isEmpty();
        }
    }

    private static CompletableFuture<byte[]> output(SandboxProcess sandbox) {
        CompletableFuture<byte[]> output = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                output.complete(sandbox.process().getInputStream().readAllBytes());
            } catch (Exception broken) {
                output.completeExceptionally(broken);
            }
        });
        return output;
    }
}
