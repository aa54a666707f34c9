package io.toygres.api.webhook.connection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** So many look-ups at the same time, and fewer of them for one owner, so that names which are never answered leave places to others. */
final class LookupPlaces {

    private final int all;
    private final int perOwner;
    private final Map<String, Integer> taken = new HashMap<>();
    private int used;

    LookupPlaces(int all, int perOwner) {
        this.all = all;
        this.perOwner = perOwner;
    }

    /** @return false when there was none within that time */
    synchronized boolean take(String owner, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (used == all || taken.getOrDefault(owner, 0) == perOwner) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        used++;
        taken.merge(owner, 1, Integer::sum);
        return true;
    }

    synchronized void giveBack(String owner) {
        used--;
        taken.computeIfPresent(owner, (_, number) -> number == 1 ? null : number - 1);
        notifyAll();
    }
}
