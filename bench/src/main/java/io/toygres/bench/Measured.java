package io.toygres.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What the tasks of a workload took in each round. */
final class Measured {

    private final String title;
    private final Map<Task, List<Double>> seconds = new EnumMap<>(Task.class);
    private final Map<Task, List<PodUse>> pods = new EnumMap<>(Task.class);

    /** @param title of the workload */
    Measured(String title) {
        this.title = title;
    }

    void time(Task task, Runnable work) {
        time(task, () -> {
            work.run();
            return task;
        });
    }

    <T> T time(Task task, Supplier<T> work) {
        if (task.pods().isEmpty()) {
            return timed(task, work);
        }
        try (PodWatch watch = new PodWatch(task.pods())) {
            T made = timed(task, work);
            PodUse most = watch.most();
            if (most.equals(PodUse.NONE)) {
                throw new IllegalStateException("no pod of " + task + " was seen");
            }
            pods.computeIfAbsent(task, _ -> new ArrayList<>()).add(most);
            return made;
        }
    }

    private <T> T timed(Task task, Supplier<T> work) {
        long begin = System.nanoTime();
        T made = work.get();
        double took = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%s: %s took %.1f s%n", title, task, took);
        seconds.computeIfAbsent(task, _ -> new ArrayList<>()).add(took);
        return made;
    }

    /** Seconds. */
    double median(Task task) {
        return Results.median(Objects.requireNonNull(seconds.get(task)));
    }

    /** Bytes. */
    double memory(Task task) {
        return medianUse(task, PodUse::memory);
    }

    /** Bytes. */
    double staged(Task task) {
        return medianUse(task, PodUse::staged);
    }

    private double medianUse(Task task, ToLongFunction<PodUse> what) {
        return Results.median(Objects.requireNonNull(pods.get(task)).stream()
                .map(use -> (double) what.applyAsLong(use))
                .toList());
    }
}
