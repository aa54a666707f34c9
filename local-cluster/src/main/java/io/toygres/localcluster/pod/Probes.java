package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.toygres.localcluster.runtime.ContainerProcess;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The probes of one run of a container: first the startup probe until it succeeds, then readiness and liveness side by side,
 * each at its period. Commands run inside the container; a TCP probe connects from inside the pod.
 */
final class Probes {
    private static final Logger LOG = System.getLogger(Probes.class.getName());

    private final Container container;
    private final ContainerProcess process;
    private final Machine machine;
    private final Pod pod;
    private final String target;
    private final Runnable wake;
    private volatile boolean started;
    private volatile boolean ready;
    private volatile boolean failed;
    private volatile boolean closed;
    private final CountDownLatch closing = new CountDownLatch(1);

    Probes(Container container, ContainerProcess process, Machine machine, Pod pod, boolean ownNetwork, Runnable wake) {
        this.container = container;
        this.process = process;
        this.machine = machine;
        this.pod = pod;
        this.target = ownNetwork ? "127.0.0.1" : machine.addresses().node();
        this.wake = wake;
        Probe startup = container.getStartupProbe();
        Probe readiness = container.getReadinessProbe();
        Probe liveness = container.getLivenessProbe();
        started = startup == null;
        ready = started && readiness == null;
        if (startup != null || readiness != null || liveness != null) {
            Thread.ofVirtual()
                    .name("probes-" + container.getName())
                    .start(() -> startThenWatch(startup, readiness, liveness));
        }
    }

    boolean started() {
        return started;
    }

    boolean ready() {
        return ready;
    }

    /** The startup or liveness probe has failed too often. */
    boolean failed() {
        return failed;
    }

    void close() {
        closed = true;
        closing.countDown();
    }

    private void startThenWatch(@Nullable Probe startup, @Nullable Probe readiness, @Nullable Probe liveness) {
        if (startup != null) {
            watch(startup, "Startup");
        }
        if (closed || failed) {
            return;
        }
        started = true;
        ready = readiness == null;
        wake.run();
        if (readiness != null) {
            Thread.ofVirtual().name("readiness").start(() -> watch(readiness, "Readiness"));
        }
        if (liveness != null) {
            watch(liveness, "Liveness");
        }
    }

    /** Runs until the container ends; a startup probe ends with its success. */
    private void watch(Probe probe, String kind) {
        try {
            pause(Duration.ofSeconds(probe.getInitialDelaySeconds() == null ? 0 : probe.getInitialDelaySeconds()));
            int successes = 0;
            int failures = 0;
            while (!closed && !failed) {
                boolean good = succeeds(probe);
                successes = good ? successes + 1 : 0;
                failures = good ? 0 : failures + 1;
                if (closed) {
                    return;
                }
                if (!good) {
                    machine.events().warning("kubelet", pod, "Unhealthy", kind + " probe failed");
                }
                if (kind.equals("Startup") && good) {
                    return;
                }
                judge(probe, kind, successes, failures);
                pause(Duration.ofSeconds(probe.getPeriodSeconds()));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void judge(Probe probe, String kind, int successes, int failures) {
        boolean before = ready;
        if (failures >= probe.getFailureThreshold()) {
            if (kind.equals("Readiness")) {
                ready = false;
            } else {
                failed = true;
            }
        } else if (kind.equals("Readiness") && successes >= probe.getSuccessThreshold()) {
            ready = true;
        }
        if (failed || before != ready) {
            wake.run();
        }
    }

    /** A probe that can't even be started has failed. */
    private boolean succeeds(Probe probe) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(process.exec(command(probe)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            return machine.spawner().start(builder).waitFor() == 0;
        } catch (IOException notStarted) {
            LOG.log(Level.DEBUG, "a probe could not be started", notStarted);
            return false;
        }
    }

    private List<String> command(Probe probe) {
        List<String> command = new ArrayList<>(
                List.of("timeout", "-s", "KILL", probe.getTimeoutSeconds().toString()));
        command.addAll(
                probe.getExec() == null
                        ? List.of("bash", "-c", ": < /dev/tcp/" + target + "/" + port(container, probe))
                        : probe.getExec().getCommand());
        return command;
    }

    private void pause(Duration duration) throws InterruptedException {
        boolean over = closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        closed = closed || over;
    }

    private static String port(Container container, Probe probe) {
        IntOrString port = probe.getTcpSocket().getPort();
        return container.getPorts().stream()
                .filter(named -> named.getName() != null && named.getName().equals(port.getStrVal()))
                .findFirst()
                .map(named -> named.getContainerPort().toString())
                .orElse(String.valueOf(port.getValue()));
    }
}
