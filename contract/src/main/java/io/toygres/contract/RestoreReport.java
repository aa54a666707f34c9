package io.toygres.contract;

import java.util.List;

/**
 * What a restore could not bring back, and what it was warned of. Short enough for a container's termination message.
 *
 * @param leftOut what is missing in the instance, or holds for new rows only
 * @param warnings what the server warned of
 * @param more how many entries there was no room for; the Job's log has them all
 */
public record RestoreReport(List<Item> leftOut, List<Item> warnings, int more) {

    public static final RestoreReport EMPTY = new RestoreReport(List.of(), List.of(), 0);

    public RestoreReport {
        leftOut = List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
    }

    /**
     * One thing.
     *
     * @param object such as {@code FK CONSTRAINT public.orders_customer_fkey}
     * @param reason the server's own words
     */
    public record Item(String database, String object, String reason) {}

    /** Whether there is nothing to tell. */
    public boolean tellsNothing() {
        return leftOut.isEmpty() && warnings.isEmpty() && more == 0;
    }
}
