package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.network.Destinations;
import io.toygres.localcluster.registry.PodFacts;
import io.toygres.localcluster.registry.ReconcileQueue;
import io.toygres.localcluster.runtime.Directories;
import io.toygres.localcluster.runtime.PodNetwork;
import io.toygres.localcluster.store.Change;
import io.toygres.localcluster.store.ResourceType;
import io.toygres.localcluster.store.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes every pod from Pending to its end, scheduling included: compares what the API wants with what runs, acts, writes the
 * status. Wakes up on changes of pods and of what they mount, on the end of a process, on probes and on timers.
 */
public final class Kubelet implements AutoCloseable {
    private static final List<ResourceType<?>> MOUNTED =
            List.of(ResourceTypes.SECRETS, ResourceTypes.CONFIG_MAPS, ResourceTypes.PERSISTENT_VOLUME_CLAIMS);

    /** What decides where pods may connect to. */
    private static final List<ResourceType<?>> LEADING =
            List.of(ResourceTypes.PODS, ResourceTypes.SERVICES, ResourceTypes.NETWORK_POLICIES);

    /** How long pods may take to end when the cluster does. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(10);

    private final Machine machine;
    private final Scheduling scheduling;
    private final PodWriter writer;
    private final Destinations destinations;
    private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();
    private final ReconcileQueue<PodId> queue;
    private final ReconcileQueue<String> ways;

    public Kubelet(Machine machine) {
        this.machine = machine;
        this.scheduling = new Scheduling(machine);
        this.writer = new PodWriter(machine);
        this.destinations = new Destinations(machine.registry(), this::network);
        this.queue = new ReconcileQueue<>("kubelet", this::reconcile);
        this.ways = new ReconcileQueue<>("ways", all -> lead());
        machine.registry().listen(ResourceTypes.PODS, this::podChanged);
        MOUNTED.forEach(type ->
                machine.registry().listen(type, change -> wakeAll(change.key().namespace())));
        LEADING.forEach(type -> machine.registry().listen(type, change -> ways.add("all")));
        machine.registry().listen(ResourceTypes.NODES, _ -> wakeAll(""));
        machine.faults().listen(() -> wakeAll(""));
    }

    /** What there is of a pod; empty when none of its containers has ever started. */
    public Optional<PodView> find(String uid) {
        PodWorker worker = workers.get(uid);
        Path directory = machine.directory().resolve(uid);
        if (worker == null && Files.isDirectory(directory)) {
            return Optional.of(new EndedPod(directory));
        }
        return Optional.ofNullable(worker);
    }

    /** How traffic gets into a pod; empty when it has no ports or does not run. */
    public Optional<PodNetwork> network(String uid) {
        return Optional.ofNullable(workers.get(uid)).flatMap(PodWorker::network);
    }

    /** SIGKILLs a pod's containers; its restart policy decides what follows. */
    public void kill(String uid) {
        Optional.ofNullable(workers.get(uid))
                .ifPresent(worker -> worker.containers().kill());
    }

    /** The node under a pod is gone: its processes end at once, the pod fails as disrupted and is removed. */
    public void lose(Pod pod) {
        Optional.ofNullable(workers.get(pod.getMetadata().getUid())).ifPresent(PodWorker::lose);
        writer.disrupt(pod);
        writer.delete(PodId.of(pod));
    }

    private void podChanged(Change change) {
        queue.add(new PodId(
                change.key().namespace(),
                change.key().name(),
                change.object().at("/metadata/uid").asText()));
    }

    private Optional<Duration> lead() throws IOException, InterruptedException {
        for (Pod pod : machine.registry().list(ResourceTypes.PODS, "")) {
            PodWorker worker = workers.get(pod.getMetadata().getUid());
            if (worker != null) {
                worker.lead(pod);
            }
        }
        return Optional.empty();
    }

    private void wakeAll(String namespace) {
        for (Pod pod : machine.registry().list(ResourceTypes.PODS, namespace)) {
            if (!PodFacts.isOver(pod)) {
                queue.add(PodId.of(pod));
            }
        }
    }

    private Optional<Duration> reconcile(PodId id) throws IOException, InterruptedException {
        Optional<Pod> pod = machine.registry()
                .find(ResourceTypes.PODS, id.namespace(), id.name())
                .filter(found -> found.getMetadata().getUid().equals(id.uid()));
        if (pod.isEmpty()) {
            return remove(id.uid());
        }
        if (pod.get().getMetadata().getDeletionTimestamp() != null) {
            return terminate(id, pod.get());
        }
        if (PodFacts.isOver(pod.get())) {
            return release(id.uid());
        }
        Optional<Pod> scheduled = scheduling.schedule(pod.get());
        return scheduled.isEmpty() ? Optional.empty() : advance(id, scheduled.get());
    }

    private Optional<Duration> advance(PodId id, Pod pod) throws IOException, InterruptedException {
        PodWorker worker = workers.computeIfAbsent(
                id.uid(), uid -> new PodWorker(machine, pod, destinations, () -> queue.add(id)));
        Pod placed = writer.place(pod, worker);
        Optional<Duration> due = worker.advance(placed);
        writer.publish(id, worker, worker.phase(placed));
        return due;
    }

    private Optional<Duration> terminate(PodId id, Pod pod) throws IOException, InterruptedException {
        PodWorker worker = workers.get(id.uid());
        if (worker == null) {
            writer.fail(id);
            writer.delete(id);
            return Optional.empty();
        }
        if (worker.containers().running()) {
            machine.events().normal("kubelet", pod, "Killing", "Stopping the containers");
        }
        long grace = pod.getMetadata().getDeletionGracePeriodSeconds() == null
                ? 0
                : pod.getMetadata().getDeletionGracePeriodSeconds();
        Optional<Duration> due = worker.stop(pod, Duration.ofSeconds(grace));
        if (worker.containers().running()) {
            return due;
        }
        worker.close();
        writer.publish(id, worker, PodPhase.ofEnded(worker.containers()));
        writer.delete(id);
        return Optional.empty();
    }

    private Optional<Duration> release(String uid) throws IOException {
        PodWorker worker = workers.get(uid);
        if (worker != null) {
            worker.close();
        }
        return Optional.empty();
    }

    private Optional<Duration> remove(String uid) throws IOException {
        PodWorker worker = workers.get(uid);
        if (worker == null) {
            Directories.delete(machine.directory().resolve(uid));
            return Optional.empty();
        }
        worker.lose();
        worker.containers().awaitEnd();
        worker.delete();
        workers.remove(uid);
        return Optional.empty();
    }

    /** Ends everything that runs: gently if it hurries, and otherwise not. What the pods have printed stays. */
    @Override
    public void close() throws IOException {
        queue.close();
        ways.close();
        workers.values().forEach(PodWorker::shutDown);
        Instant limit = machine.clock().instant().plus(SHUTDOWN);
        for (PodWorker worker : workers.values()) {
            worker.containers().awaitEnd(Duration.between(machine.clock().instant(), limit));
        }
        // All before one is waited for: a process that the kernel does not let go of keeps no other one.
        workers.values().forEach(PodWorker::lose);
        for (PodWorker worker : workers.values()) {
            worker.containers().awaitEnd();
            worker.leave();
        }
    }
}
