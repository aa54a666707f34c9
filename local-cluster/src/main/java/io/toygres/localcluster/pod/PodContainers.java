package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.pod.ContainerState.Running;
import io.toygres.localcluster.runtime.ContainerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The containers of one pod, and what is done to all of them.
 *
 * @param initial those that run first, one after the other
 * @param main those that run then, side by side
 */
record PodContainers(List<ContainerWorker> initial, List<ContainerWorker> main) {
    private static final Duration AFTER_KILL = Duration.ofMinutes(1);

    PodContainers {
        initial = List.copyOf(initial);
        main = List.copyOf(main);
    }

    /** @param directory in which each has one by its name */
    static PodContainers of(Machine machine, Pod pod, Path directory, Runnable wake) {
        return new PodContainers(
                pod.getSpec().getInitContainers().stream()
                        .map(container -> worker(machine, container, true, directory, wake))
                        .toList(),
                pod.getSpec().getContainers().stream()
                        .map(container -> worker(machine, container, false, directory, wake))
                        .toList());
    }

    private static ContainerWorker worker(
            Machine machine, Container container, boolean initial, Path directory, Runnable wake) {
        return new ContainerWorker(machine, container, initial, directory.resolve(container.getName()), wake);
    }

    Optional<ContainerWorker> named(String name) {
        return all().filter(worker -> worker.container().getName().equals(name)).findFirst();
    }

    boolean running() {
        return all().anyMatch(worker -> worker.state() instanceof Running);
    }

    void observe(Pod pod) throws IOException, InterruptedException {
        for (ContainerWorker worker : all().toList()) {
            worker.observe(pod);
        }
    }

    /** Asks all to end, and kills them when the time is up. When to call it again; empty when there is nothing to wait for. */
    Optional<Duration> stop(Duration grace) {
        return all().flatMap(worker -> worker.stop(grace).stream()).min(Duration::compareTo);
    }

    /** SIGKILL to every container, as the machine's out-of-memory killer would. */
    void kill() {
        all().forEach(ContainerWorker::kill);
    }

    /**
     * Waits for the end of processes that have been killed.
     *
     * @throws java.util.concurrent.CompletionException with a time-out: the kernel does not let go of one
     */
    void awaitEnd() {
        var unused =
                exits().orTimeout(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Waits for the end of processes that have been asked to, but not for longer than this. */
    void awaitEnd(Duration limit) {
        var unused = exits().completeOnTimeout(null, Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS)
                .join();
    }

    private CompletableFuture<@Nullable Void> exits() {
        return CompletableFuture.allOf(all().flatMap(worker -> worker.process().stream())
                .map(ContainerProcess::exit)
                .toArray(CompletableFuture<?>[]::new));
    }

    private Stream<ContainerWorker> all() {
        return Stream.concat(initial.stream(), main.stream());
    }
}
