package io.toygres.consumer;

import java.time.Duration;

/**
 * When the records that an outage holds up are tried again: one of them at a time, a second apart however many wait, and all of them once
 * one came through.
 */
final class Retries {

    private static final Duration APART = Duration.ofSeconds(1);

    private long nextTurn = System.nanoTime();
    private long successes;
    private boolean stopped;

    /** Returns when it is the caller's turn, but not before {@code least} is over; at once when it is being stopped. */
    synchronized void awaitTurn(Duration least) throws InterruptedException {
        long seen = successes;
        long earliest = System.nanoTime() + least.toNanos();
        nextTurn = Math.max(nextTurn + APART.toNanos(), earliest);
        long turn = nextTurn;
        while (!stopped) {
            long until = successes == seen ? turn : earliest;
            long left = until - System.nanoTime();
            if (left <= 0) {
                return;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /** A record came through: those that wait need not wait for their turns. */
    synchronized void succeeded() {
        successes++;
        nextTurn = System.nanoTime();
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
