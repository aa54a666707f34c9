package io.toygres.bench;

/**
 * How much of the time of what it is measured beside our backup or restore may take, by the numbers that this system set out to reach;
 * {@link #NONE} where nothing was said.
 */
record Goals(double backupRecipe, double restoreRecipe, double recipeJob, double floor) {

    static final double NONE = 0;

    /** Of pgBackRest's time, in every workload. */
    static final double PHYSICAL = 1;
}
