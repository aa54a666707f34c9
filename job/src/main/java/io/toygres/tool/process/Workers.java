package io.toygres.tool.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Tasks side by side, so many at a time. The first failure ends all: what fails because of it is not told. */
public final class Workers {

    private Workers() {}

    /**
     * Runs the tasks in their order.
     *
     * @param stop called once when a task has failed, before the others are interrupted; ends what they may wait for
     * @throws RuntimeException of the first task that failed
     */
    public static void run(int limit, List<? extends Runnable> tasks, Runnable stop) {
        ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>(tasks);
        AtomicReference<Throwable> first = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, tasks.size()); i++) {
            threads.add(Thread.ofPlatform()
                    .name("worker-" + (i + 1))
                    .unstarted(() -> work(queue, first, () -> end(threads, stop))));
        }
        threads.forEach(Thread::start);
        joinAll(threads, stop);
        Throwable failure = first.get();
        switch (failure) {
            case null -> {}
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            default -> throw new IllegalStateException(failure);
        }
    }

    private static void work(
            ConcurrentLinkedQueue<Runnable> queue, AtomicReference<Throwable> first, Runnable endOthers) {
        for (Runnable task = queue.poll(); task != null && first.get() == null; task = queue.poll()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                if (first.compareAndSet(null, e)) {
                    endOthers.run();
                }
            }
        }
    }

    private static void end(List<Thread> threads, Runnable stop) {
        stop.run();
        threads.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
    }

    private static void joinAll(List<Thread> threads, Runnable stop) {
        for (Thread thread : threads) {
            Optional<InterruptedException> interrupted = Interrupts.join(thread, 0);
            if (interrupted.isPresent()) {
                stop.run();
                threads.forEach(Thread::interrupt);
                Thread.currentThread().interrupt();
                throw new StoppedException("waiting for workers");
            }
        }
    }
}
