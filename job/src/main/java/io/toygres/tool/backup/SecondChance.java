package io.toygres.tool.backup;

import io.toygres.tool.postgres.Trouble;
import io.toygres.tool.process.StoppedException;
import java.time.Duration;
import java.util.Map;

/** When what a source did not let us read to its end is begun again. Before that, it is waited for as long as its patience lasts. */
final class SecondChance {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** How often. */
    private static final Map<Trouble, Integer> AGAIN =
            Map.of(Trouble.UNREACHABLE, 5, Trouble.LOCK_TIMEOUT, 20, Trouble.CHANGED, 5);

    private SecondChance() {}

    /** @param go how many there were, the failed one included */
    static boolean isWorthIt(SourceTrouble trouble, int go) {
        return !trouble.isLasting() && go <= AGAIN.getOrDefault(trouble.kind(), 0);
    }

    static void await() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StoppedException("waiting for the source");
        }
    }
}
