package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.toygres.localcluster.runtime.ContainerProcess;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of one run of a container: its {@code preStop} command, then the image's stop signal, then a wait, all within the grace
 * period, then the kill.
 */
final class ContainerStop {
    private static final Logger LOG = System.getLogger(ContainerStop.class.getName());

    private final Machine machine;
    private final List<String> before;
    private @Nullable Instant killAt;

    ContainerStop(Machine machine, Container container) {
        this.machine = machine;
        this.before = preStop(container);
    }

    private static List<String> preStop(Container container) {
        Lifecycle lifecycle = container.getLifecycle();
        return lifecycle == null || lifecycle.getPreStop() == null
                ? List.of()
                : lifecycle.getPreStop().getExec().getCommand();
    }

    boolean begun() {
        return killAt != null;
    }

    /**
     * Call it again until the process has ended; a later call may shorten the time that is left.
     *
     * @return when to call it again; empty when the process has been killed
     */
    Optional<Duration> advance(ContainerProcess process, String signal, Duration grace) {
        Instant now = machine.clock().instant();
        if (killAt == null) {
            killAt = now.plus(grace);
            if (grace.isPositive()) {
                Thread.ofVirtual().name("stop").start(() -> ask(process, signal));
            }
        } else if (now.plus(grace).isBefore(killAt)) {
            killAt = now.plus(grace);
        }
        Duration left = Duration.between(now, killAt);
        if (left.isPositive()) {
            return Optional.of(left);
        }
        process.kill();
        return Optional.empty();
    }

    private void ask(ContainerProcess process, String signal) {
        try {
            if (!before.isEmpty() && !process.exit().isDone()) {
                runBefore(process);
            }
            process.signal(signal);
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "a container could not be asked to end and will be killed", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One that fails changes nothing, as on a real node: the signal follows. One that hangs ends with the container. */
    private void runBefore(ContainerProcess process) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(process.exec(before))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        int code = machine.spawner().start(builder).waitFor();
        if (code != 0) {
            LOG.log(Level.WARNING, "a preStop command ended with " + code + ": " + before);
        }
    }
}
