package io.toygres.local.cluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.toygres.local.cluster.runtime.ContainerProcess;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a container is asked to end: {@code lifecycle.preStop.exec} inside it, then the stop signal, as
 * <a href="https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/">the kubelet does</a>. The hook has the grace
 * period; what it leaves running gets the signal all the same.
 */
final class Shutdown {
    private static final Logger LOG = System.getLogger(Shutdown.class.getName());

    private final Machine machine;
    private final Container container;
    private final ContainerProcess process;

    Shutdown(Machine machine, Container container, ContainerProcess process) {
        this.machine = machine;
        this.container = container;
        this.process = process;
    }

    /** Returns at once; the container's worker sees the process end. */
    void begin(String signal, Duration grace) {
        Thread.ofPlatform().daemon().name("shutdown-" + container.getName()).start(() -> run(signal, grace));
    }

    private void run(String signal, Duration grace) {
        try {
            if (container.getLifecycle() != null && container.getLifecycle().getPreStop() != null) {
                hook(container.getLifecycle().getPreStop().getExec().getCommand(), grace);
            }
            process.signal(signal);
        } catch (IOException failure) {
            LOG.log(Level.DEBUG, "the container ended before it was asked to", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void hook(List<String> command, Duration grace) throws IOException, InterruptedException {
        List<String> bounded = new ArrayList<>(List.of("timeout", "-s", "KILL", Long.toString(grace.toSeconds())));
        bounded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(process.exec(bounded))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        int exitCode = machine.spawner().start(builder).waitFor();
        if (exitCode != 0) {
            LOG.log(Level.INFO, "the preStop hook of container " + container.getName() + " ended with " + exitCode);
        }
    }
}
