package io.toygres.bench;

/** Lines for the document on what was measured of a workload. */
final class ImageReport {

    private static final double MEGABYTE = 1e6;

    private final Results results;
    private final Workload workload;
    private final Measured measured;

    ImageReport(Results results, Workload workload, Measured measured) {
        this.results = results;
        this.workload = workload;
        this.measured = measured;
    }

    void bytes(String what, long bytes) {
        line(what, bytes / MEGABYTE, "MB");
    }

    /**
     * Backups and restores of both kinds beside everything else.
     *
     * @param logical bytes of the image
     * @param physical bytes of the image
     */
    void comparison(long logical, long physical) {
        bytes("bytes of the image", logical);
        ours("backup, ours", Task.OUR_BACKUP);
        Goals goals = workload.goals();
        double backup = measured.median(Task.OUR_BACKUP);
        beside("backup, the recipe", measured.median(Task.RECIPES_BACKUP), backup, goals.backupRecipe());
        beside("backup, the recipe as a Job", measured.median(Task.RECIPES_BACKUP_JOB), backup, goals.recipeJob());
        double floor = Math.max(measured.median(Task.DUMP), measured.median(Task.UPLOAD));
        beside("backup, the floor", floor, backup, goals.floor());
        ours("restore, ours", Task.OUR_RESTORE);
        double restore = measured.median(Task.OUR_RESTORE);
        beside("restore, the recipe", measured.median(Task.RECIPES_RESTORE), restore, goals.restoreRecipe());
        beside("restore, the recipe as a Job", measured.median(Task.RECIPES_RESTORE_JOB), restore, goals.recipeJob());
        beside("restore, the floor", measured.median(Task.PARALLEL_RESTORE), restore, goals.floor());
        bytes("bytes of the physical image", physical);
        physical("physical backup", Task.PHYSICAL_BACKUP, Task.PGBACKREST_BACKUP);
        physical("physical restore", Task.PHYSICAL_RESTORE, Task.PGBACKREST_RESTORE);
    }

    private void physical(String what, Task ours, Task theirs) {
        ours(what + ", ours", ours);
        beside(what + ", pgBackRest", measured.median(theirs), measured.median(ours), Goals.PHYSICAL);
    }

    /** Two lines: the time, and the memory with what was staged. */
    void ours(String what, Task task) {
        line(what, measured.median(task), "s");
        line(
                what + ", peak memory of its pod",
                measured.memory(task) / MEGABYTE,
                "MB; staged on disk: %.1f MB".formatted(measured.staged(task) / MEGABYTE));
    }

    private void beside(String what, double seconds, double ours, double goal) {
        String beside = "s; ours takes %.2f of it".formatted(ours / seconds);
        line(what, seconds, goal == Goals.NONE ? beside : beside + " (goal ≤ %.2f)".formatted(goal));
    }

    private void line(String what, double value, String unit) {
        results.add(workload.title() + ": " + what, value, unit);
    }
}
