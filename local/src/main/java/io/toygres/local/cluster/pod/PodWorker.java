package io.toygres.local.cluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.local.cluster.network.Addresses;
import io.toygres.local.cluster.network.PodListeners;
import io.toygres.local.cluster.pod.ContainerState.Running;
import io.toygres.local.cluster.pod.ContainerState.Terminated;
import io.toygres.local.cluster.runtime.ContainerLog;
import io.toygres.local.cluster.runtime.ContainerProcess;
import io.toygres.local.cluster.runtime.Directories;
import io.toygres.local.cluster.runtime.PodNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What runs of one pod. Looked at by one thread at a time. */
final class PodWorker implements PodView {
    static final String VOLUMES = "volumes";

    private static final Duration VOLUME_RETRY = Duration.ofSeconds(1);

    private final Machine machine;
    private final Path directory;
    private final Path sockets;
    private final Set<Integer> ports = new TreeSet<>();
    private final String address;
    private final Duration grace;
    private final PodVolumes volumes;
    private final List<ContainerWorker> initContainers = new ArrayList<>();
    private final List<ContainerWorker> containers = new ArrayList<>();
    private @Nullable PodNetwork network;
    private @Nullable PodListeners listeners;
    private boolean lost;
    private boolean addressReleased;

    PodWorker(Machine machine, Pod pod, Runnable wake) {
        this.machine = machine;
        String uid = pod.getMetadata().getUid();
        this.grace = Duration.ofSeconds(pod.getSpec().getTerminationGracePeriodSeconds());
        this.directory = machine.directory().resolve(uid);
        this.sockets = machine.sockets().resolve(uid.substring(0, 8));
        this.address = machine.addresses().allocate(Addresses.Use.POD);
        this.volumes = new PodVolumes(machine, directory.resolve(VOLUMES), pod);
        for (Container container : pod.getSpec().getInitContainers()) {
            initContainers.add(worker(container, true, wake));
        }
        for (Container container : pod.getSpec().getContainers()) {
            containers.add(worker(container, false, wake));
            container.getPorts().stream().map(ContainerPort::getContainerPort).forEach(ports::add);
        }
    }

    private ContainerWorker worker(Container container, boolean initial, Runnable wake) {
        return new ContainerWorker(machine, container, initial, directory.resolve(container.getName()), wake);
    }

    String address() {
        return address;
    }

    List<ContainerWorker> initContainers() {
        return initContainers;
    }

    List<ContainerWorker> containers() {
        return containers;
    }

    Optional<PodNetwork> network() {
        return Optional.ofNullable(network);
    }

    @Override
    public Optional<ContainerLog> log(String container, boolean previous) {
        return named(container).flatMap(worker -> worker.log(previous));
    }

    @Override
    public Optional<ContainerProcess> process(String container) {
        return named(container).flatMap(ContainerWorker::process);
    }

    private Optional<ContainerWorker> named(String container) {
        return all().filter(worker -> worker.container().getName().equals(container))
                .findFirst();
    }

    private Stream<ContainerWorker> all() {
        return Stream.concat(initContainers.stream(), containers.stream());
    }

    /** Brings the pod forward: volumes, network, init containers one after the other, then the others. */
    Optional<Duration> advance(Pod pod) throws IOException, InterruptedException {
        observe(pod);
        if (lost) {
            return Optional.empty();
        }
        List<Duration> due = new ArrayList<>();
        try {
            volumes.refresh(pod).ifPresent(due::add);
        } catch (NotReadyException missing) {
            boolean idle = all().noneMatch(worker -> worker.state() instanceof Running);
            if (idle) {
                machine.events().warning("kubelet", pod, "FailedMount", String.valueOf(missing.getMessage()));
                containers.forEach(worker -> worker.waiting("ContainerCreating", String.valueOf(missing.getMessage())));
                return Optional.of(VOLUME_RETRY);
            }
        }
        openNetwork();
        for (ContainerWorker worker : initContainers) {
            if (worker.state() instanceof Terminated ended && ended.succeeded()) {
                continue;
            }
            run(pod, worker).ifPresent(due::add);
            return earliest(due);
        }
        for (ContainerWorker worker : containers) {
            run(pod, worker).ifPresent(due::add);
        }
        return earliest(due);
    }

    /** Asks everything to end. Empty once it has. */
    Optional<Duration> stop(Pod pod, Duration grace) throws IOException, InterruptedException {
        observe(pod);
        List<Duration> due = new ArrayList<>();
        for (ContainerWorker worker : all().toList()) {
            worker.stop(grace).ifPresent(due::add);
        }
        return earliest(due);
    }

    void observe(Pod pod) throws IOException, InterruptedException {
        for (ContainerWorker worker : all().toList()) {
            worker.observe(pod);
        }
    }

    boolean running() {
        return all().anyMatch(worker -> worker.state() instanceof Running);
    }

    /** The phase by what its containers are; a pod that may still restart one is running. */
    String phase(Pod pod) {
        String policy = pod.getSpec().getRestartPolicy();
        boolean initFailed = initContainers.stream()
                .anyMatch(worker -> worker.state() instanceof Terminated ended && !ended.succeeded());
        if (initFailed && policy.equals("Never")) {
            return "Failed";
        }
        boolean begun = containers.stream()
                .anyMatch(worker -> !(worker.state() instanceof ContainerState.Waiting)
                        || worker.last().isPresent());
        if (!begun) {
            return "Pending";
        }
        boolean allEnded = containers.stream().allMatch(worker -> worker.state() instanceof Terminated);
        return allEnded ? finalPhase() : "Running";
    }

    /** Of a pod whose containers will not run again. */
    String finalPhase() {
        boolean good =
                containers.stream().allMatch(worker -> worker.state() instanceof Terminated ended && ended.succeeded());
        return good ? "Succeeded" : "Failed";
    }

    /** SIGKILL to every container, as the machine's out-of-memory killer would. */
    void kill() {
        all().forEach(ContainerWorker::kill);
    }

    /** The node is gone: nothing is restarted. */
    void lose() {
        lost = true;
        kill();
    }

    /** The node goes down: asks everything to end, and restarts nothing. */
    void shutDown() {
        lost = true;
        all().forEach(worker -> {
            var unused = worker.stop(grace);
        });
    }

    /** Waits for the end of processes that have been asked to, or killed. */
    void awaitEnd() {
        exits().join();
    }

    /** The same, but not for longer than this. */
    void awaitEnd(Duration limit) {
        var unused = exits().completeOnTimeout(null, Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS)
                .join();
    }

    private CompletableFuture<@Nullable Void> exits() {
        return CompletableFuture.allOf(all().map(ContainerWorker::process)
                .flatMap(Optional::stream)
                .map(ContainerProcess::exit)
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Closes what leads to the pod, for good, and gives its address back; its logs stay. */
    void closeNetwork() throws IOException {
        if (listeners != null) {
            listeners.close();
            listeners = null;
        }
        if (network != null) {
            network.close();
            network = null;
            Directories.delete(sockets);
        }
        if (!addressReleased) {
            addressReleased = true;
            machine.addresses().release(address);
        }
    }

    /** Removes what the pod has on this machine but its logs. Its processes have ended. */
    void leave() throws IOException {
        closeNetwork();
        volumes.delete();
    }

    /** Removes the logs, too. */
    void delete() throws IOException {
        leave();
        Directories.delete(directory);
    }

    private void openNetwork() throws IOException, InterruptedException {
        if (network == null && !ports.isEmpty()) {
            PodNetwork opened =
                    PodNetwork.start(machine.spawner(), directory.resolve("network"), address, sockets, ports);
            network = opened;
            listeners = PodListeners.open(address, ports, opened::socket);
        }
    }

    private Optional<Duration> run(Pod pod, ContainerWorker worker) throws IOException, InterruptedException {
        String policy = pod.getSpec().getRestartPolicy();
        if (worker.state() instanceof Terminated ended && restarts(policy, worker.initial(), ended)) {
            worker.restart();
        }
        if (worker.condemned() || worker.stopping()) {
            if (!worker.stopping()) {
                String message = "Container " + worker.container().getName() + " failed its probe, will be restarted";
                machine.events().normal("kubelet", pod, "Killing", message);
            }
            return worker.stop(Duration.ofSeconds(pod.getSpec().getTerminationGracePeriodSeconds()));
        }
        return worker.start(pod, volumes, network());
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
