package io.toygres.localcluster.pod;

import java.time.Duration;

/** The kubelet's pauses between tries: each twice the one before, up to five minutes. */
final class Backoff {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Backoff() {}

    static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    /** Before a restart; the first one is immediate. */
    static Duration beforeRestart(int restarts, Duration first) {
        if (restarts == 0) {
            return Duration.ZERO;
        }
        Duration pause = first;
        for (int i = 1; i < restarts && pause.compareTo(LONGEST) < 0; i++) {
            pause = longer(pause);
        }
        return pause;
    }
}
