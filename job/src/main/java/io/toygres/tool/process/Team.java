package io.toygres.tool.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Threads that work on one thing and end together: the first failure ends all, and is the only one that is told. */
public final class Team {

    private final Runnable stop;
    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    /** A piece of work. */
    @FunctionalInterface
    public interface Task {
        void run() throws InterruptedException;
    }

    /** @param stop ends what the threads may wait for; called once, at the first failure */
    public Team(Runnable stop) {
        this.stop = stop;
    }

    public synchronized void start(String name, Task task) {
        Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(task));
        threads.add(thread);
        thread.start();
    }

    private void run(Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            fail(new StoppedException("working"));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        if (failure.completeExceptionally(e)) {
            stop.run();
            others().forEach(Thread::interrupt);
        }
    }

    private synchronized List<Thread> others() {
        return threads.stream()
                .filter(thread -> thread != Thread.currentThread())
                .toList();
    }

    /** Waits for what a member will bring. @throws RuntimeException of the first member that failed */
    public <T> T await(CompletableFuture<T> awaited) {
        try {
            CompletableFuture.anyOf(awaited, failure).join();
            return awaited.join();
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
    }

    /** Waits until all have ended. @throws RuntimeException of the first that failed */
    public void join() throws InterruptedException {
        for (int i = 0; i < count(); i++) {
            member(i).join();
        }
        throwFailure();
    }

    /** @throws RuntimeException of the first that failed; nothing if none has */
    public void throwFailure() {
        try {
            var unused = failure.getNow(null);
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
    }

    private synchronized int count() {
        return threads.size();
    }

    private synchronized Thread member(int number) {
        return threads.get(number);
    }

    private static RuntimeException unwrapped(CompletionException e) {
        @Nullable Throwable cause = e.getCause();
        return switch (cause) {
            case RuntimeException runtime -> runtime;
            case Error error -> throw error;
            case null, default -> e;
        };
    }
}
