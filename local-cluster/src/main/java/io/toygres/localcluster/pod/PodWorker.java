package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.network.Destinations;
import io.toygres.localcluster.pod.ContainerState.Terminated;
import io.toygres.localcluster.runtime.ContainerLog;
import io.toygres.localcluster.runtime.ContainerProcess;
import io.toygres.localcluster.runtime.Directories;
import io.toygres.localcluster.runtime.PodNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What runs of one pod. Looked at by one thread at a time. */
final class PodWorker implements PodView {
    static final String VOLUMES = "volumes";

    /** A Secret or ConfigMap that comes is seen at once. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Machine machine;
    private final Path directory;
    private final Destinations destinations;
    private final PodEntrance entrance;
    private final Duration grace;
    private final PodVolumes volumes;
    private final PodContainers containers;
    private boolean lost;

    PodWorker(Machine machine, Pod pod, Destinations destinations, Runnable wake) {
        this.machine = machine;
        this.destinations = destinations;
        this.grace = Duration.ofSeconds(pod.getSpec().getTerminationGracePeriodSeconds());
        this.directory = machine.directory().resolve(pod.getMetadata().getUid());
        this.entrance = new PodEntrance(machine, pod, destinations, directory.resolve("network"));
        this.volumes = new PodVolumes(machine, directory.resolve(VOLUMES), pod);
        this.containers = PodContainers.of(machine, pod, directory, wake);
    }

    String address() {
        return entrance.address();
    }

    Optional<PodNetwork> network() {
        return entrance.network();
    }

    PodContainers containers() {
        return containers;
    }

    @Override
    public Optional<ContainerLog> log(String container, boolean previous) {
        return containers.named(container).flatMap(worker -> worker.log(previous));
    }

    @Override
    public Optional<ContainerProcess> process(String container) {
        return containers.named(container).flatMap(ContainerWorker::process);
    }

    /** Brings the pod forward: volumes, network, init containers one after the other, then the others. */
    Optional<Duration> advance(Pod pod) throws IOException, InterruptedException {
        containers.observe(pod);
        if (lost) {
            return Optional.empty();
        }
        List<Duration> due = new ArrayList<>();
        try {
            volumes.refresh(pod).ifPresent(due::add);
        } catch (NotReadyException missing) {
            if (!containers.running()) {
                return postpone(pod, "FailedMount", String.valueOf(missing.getMessage()));
            }
        }
        try {
            entrance.open();
            // Later the kubelet does it, whenever something changes.
            if (!containers.running()) {
                lead(pod);
            }
        } catch (IOException failure) {
            return postpone(pod, "FailedCreatePodSandBox", "Failed to create pod sandbox: " + failure.getMessage());
        }
        for (ContainerWorker worker : containers.initial()) {
            if (worker.state() instanceof Terminated ended && ended.succeeded()) {
                continue;
            }
            run(pod, worker).ifPresent(due::add);
            return earliest(due);
        }
        for (ContainerWorker worker : containers.main()) {
            run(pod, worker).ifPresent(due::add);
        }
        return earliest(due);
    }

    /** Opens and closes ways out of the pod as Services, pods and policies have changed. */
    void lead(Pod pod) throws IOException, InterruptedException {
        if (entrance.network().isPresent()) {
            entrance.lead(destinations.of(pod));
        }
    }

    private Optional<Duration> postpone(Pod pod, String reason, String why) {
        machine.events().warning("kubelet", pod, reason, why);
        containers.main().forEach(worker -> worker.waiting("ContainerCreating", why));
        return Optional.of(RETRY);
    }

    /** Asks everything to end. Empty once it has. */
    Optional<Duration> stop(Pod pod, Duration left) throws IOException, InterruptedException {
        containers.observe(pod);
        return containers.stop(left);
    }

    String phase(Pod pod) {
        return PodPhase.of(pod.getSpec().getRestartPolicy(), containers);
    }

    /** The node is gone: nothing is restarted. */
    void lose() {
        lost = true;
        containers.kill();
    }

    /** The node goes down: asks everything to end, and restarts nothing. */
    void shutDown() {
        lost = true;
        var unused = containers.stop(grace);
    }

    /** Closes what leads to the pod; its logs stay. */
    void close() throws IOException {
        entrance.close();
    }

    /** Removes what the pod has on this machine but its logs. Its processes have ended. */
    void leave() throws IOException {
        close();
        volumes.delete();
    }

    /** Removes the logs, too. */
    void delete() throws IOException {
        leave();
        Directories.delete(directory);
    }

    private Optional<Duration> run(Pod pod, ContainerWorker worker) throws IOException, InterruptedException {
        String policy = pod.getSpec().getRestartPolicy();
        if (worker.state() instanceof Terminated ended && restarts(policy, worker.initial(), ended)) {
            worker.restart(pod);
        }
        if (worker.condemned() || worker.stopping()) {
            if (!worker.stopping()) {
                String message = "Container " + worker.container().getName() + " failed its probe, will be restarted";
                machine.events().normal("kubelet", pod, "Killing", message);
            }
            return worker.stop(grace);
        }
        return worker.start(pod, volumes, entrance.network());
    }

    private static boolean restarts(String policy, boolean initial, Terminated ended) {
        return switch (policy) {
            case "Never" -> false;
            case "OnFailure" -> !ended.succeeded();
            default -> !initial || !ended.succeeded();
        };
    }

    private static Optional<Duration> earliest(List<Duration> due) {
        return due.stream().min(Duration::compareTo);
    }
}
