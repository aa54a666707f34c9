package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.pod.ContainerState.Running;
import io.toygres.localcluster.pod.ContainerState.Terminated;
import io.toygres.localcluster.pod.ContainerState.Waiting;
import io.toygres.localcluster.runtime.ContainerLog;
import io.toygres.localcluster.runtime.ContainerProcess;
import io.toygres.localcluster.runtime.Image;
import io.toygres.localcluster.runtime.ImageMissing;
import io.toygres.localcluster.runtime.Launch;
import io.toygres.localcluster.runtime.PodNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One container of one pod: started, watched, restarted with back-off, stopped. Its pod's worker alone calls it. */
final class ContainerWorker {
    static final String LOG = "output.log";
    private static final Duration CONFIG_RETRY = Duration.ofSeconds(2);

    private final Machine machine;
    private final Container container;
    private final boolean initial;
    private final Path directory;
    private final Runnable wake;
    private final ImagePulls pulls;
    private ContainerState state;
    private @Nullable Terminated last;
    private @Nullable ContainerLog log;
    private @Nullable ContainerLog previousLog;
    private ContainerStop stop;
    private int starts;

    /**
     * @param initial whether it is an init container
     * @param wake has the pod looked at again
     */
    ContainerWorker(Machine machine, Container container, boolean initial, Path directory, Runnable wake) {
        this.machine = machine;
        this.container = container;
        this.initial = initial;
        this.directory = directory;
        this.wake = wake;
        this.pulls = new ImagePulls(machine, container);
        this.stop = new ContainerStop(machine, container);
        this.state = new Waiting("ContainerCreating", "", machine.clock().instant());
    }

    Container container() {
        return container;
    }

    boolean initial() {
        return initial;
    }

    /** Of the current start. */
    String id() {
        return directory + "/" + Math.max(0, starts - 1);
    }

    ContainerState state() {
        return state;
    }

    Optional<Terminated> last() {
        return Optional.ofNullable(last);
    }

    int restarts() {
        return Math.max(0, starts - 1);
    }

    boolean ready() {
        return state instanceof Running running && running.probes().ready();
    }

    boolean started() {
        return state instanceof Running running && running.probes().started();
    }

    /** The output of this start or of the one before; empty when there is none. */
    Optional<ContainerLog> log(boolean previous) {
        return Optional.ofNullable(previous ? previousLog : log);
    }

    Optional<ContainerProcess> process() {
        return state instanceof Running running ? Optional.of(running.process()) : Optional.empty();
    }

    /** Says why it can't start, or that it is time to. */
    void waiting(String reason, String message) {
        state = new Waiting(reason, message, machine.clock().instant());
    }

    /** Takes note of the end of the process. */
    void observe(Pod pod) throws IOException, InterruptedException {
        if (!(state instanceof Running running) || !running.process().exit().isDone()) {
            return;
        }
        var exit = running.process().exit().join();
        running.probes().close();
        stop = new ContainerStop(machine, container);
        String message = TerminationMessage.of(
                container, running.terminationFile(), exit, running.process().log());
        state = new Terminated(exit, running.started(), message);
        if (exit.startFailure().isPresent()) {
            machine.events().warning("kubelet", pod, "Failed", "Error: " + message);
        }
    }

    /** After an end: waits, longer each time. The first restart is immediate, as the kubelet's. */
    void restart(Pod pod) {
        if (!(state instanceof Terminated ended)) {
            return;
        }
        last = ended;
        Duration pause = Backoff.beforeRestart(restarts(), machine.crashBackoff());
        String what = "restarting failed container " + container.getName();
        if (pause.isPositive()) {
            String name = pod.getMetadata().getName();
            machine.events().warning("kubelet", pod, "BackOff", "Back-off " + what + " in pod " + name);
        }
        state = new Waiting(
                "CrashLoopBackOff",
                "back-off " + what,
                machine.clock().instant().plus(pause));
    }

    /** Starts the container if it is time to; otherwise returns how long that takes. */
    Optional<Duration> start(Pod pod, PodVolumes volumes, Optional<PodNetwork> network)
            throws IOException, InterruptedException {
        if (!(state instanceof Waiting waiting)) {
            return Optional.empty();
        }
        Duration left = Duration.between(machine.clock().instant(), waiting.due());
        if (left.isPositive()) {
            return Optional.of(left);
        }
        try {
            launch(pod, machine.images().pull(container.getImage()), volumes, network);
            return Optional.empty();
        } catch (ImageMissing missing) {
            return waitFor(pulls.failed(pod, waiting, String.valueOf(missing.getMessage())));
        } catch (NotReadyException notReady) {
            machine.events().warning("kubelet", pod, "Failed", "Error: " + notReady.getMessage());
            return waitFor(new Waiting(
                    notReady.reason(),
                    String.valueOf(notReady.getMessage()),
                    machine.clock().instant().plus(CONFIG_RETRY)));
        }
    }

    private Optional<Duration> waitFor(Waiting next) {
        state = next;
        return Optional.of(Duration.between(machine.clock().instant(), next.due()));
    }

    private void launch(Pod pod, Image image, PodVolumes volumes, Optional<PodNetwork> network)
            throws NotReadyException, IOException, InterruptedException {
        Path scratch = directory.resolve(Integer.toString(starts));
        Launch launch = new LaunchPlan(machine, pod, container, image, scratch).build(volumes, network);
        ContainerLog output = ContainerLog.begin(scratch.resolve(LOG), machine.clock());
        ContainerProcess process = ContainerProcess.start(machine.spawner(), launch, output, machine.clock());
        machine.events().normal("kubelet", pod, "Created", "Created container: " + container.getName());
        previousLog = log;
        log = output;
        starts++;
        Probes probes = new Probes(container, process, machine, pod, network.isPresent(), wake);
        Instant now = machine.clock().instant();
        state = new Running(process, image.stopSignal(), LaunchPlan.terminationFile(scratch), probes, now);
        var unused = process.exit().whenComplete((exit, failure) -> wake.run());
        machine.events().normal("kubelet", pod, "Started", "Started container " + container.getName());
    }

    /** Asks the process to end, and kills it when the time is up; call it again until it has ended. */
    Optional<Duration> stop(Duration grace) {
        return state instanceof Running running
                ? stop.advance(running.process(), running.stopSignal(), grace)
                : Optional.empty();
    }

    /** Whether a probe wants this run of the container to end. */
    boolean condemned() {
        return state instanceof Running running && running.probes().failed();
    }

    boolean stopping() {
        return stop.begun();
    }

    void kill() {
        if (state instanceof Running running) {
            running.probes().close();
            running.process().kill();
        }
    }
}
