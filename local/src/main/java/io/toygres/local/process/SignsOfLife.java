package io.toygres.local.process;

import java.util.function.BooleanSupplier;

/**
 * Tells a process that stands still from one that is slow, on a busy machine for example, by looking at it again and again. A look
 * that finds it at work makes up for 20 that don't: less than that is how an idle JVM ticks.
 */
final class SignsOfLife {
    private static final int WORTH_OF_A_SIGN = 20;

    private final int patience;
    private final BooleanSupplier atWork;
    private int looksInVain;

    /**
     * Nothing has been looked at yet.
     *
     * @param patience how many looks without a sign of work make a standstill
     */
    SignsOfLife(int patience, BooleanSupplier atWork) {
        this.patience = patience;
        this.atWork = atWork;
    }

    /** Looks once more, and says whether it stands still. */
    boolean standsStill() {
        looksInVain = atWork.getAsBoolean() ? Math.max(0, looksInVain - WORTH_OF_A_SIGN) : looksInVain + 1;
        return looksInVain >= patience;
    }
}
