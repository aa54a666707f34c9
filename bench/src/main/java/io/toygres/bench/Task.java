package io.toygres.bench;

/** What is measured of a workload. */
enum Task {
    OUR_BACKUP("backup-"),
    RECIPES_BACKUP,
    RECIPES_BACKUP_JOB,
    DUMP,
    UPLOAD,
    OUR_RESTORE("restore-"),
    RECIPES_RESTORE,
    RECIPES_RESTORE_JOB,
    PARALLEL_RESTORE,
    PHYSICAL_BACKUP("backup-"),
    PGBACKREST_BACKUP,
    PHYSICAL_RESTORE("restore-"),
    PGBACKREST_RESTORE;

    private final String pods;

    Task() {
        this("");
    }

    Task(String pods) {
        this.pods = pods;
    }

    /** How the names of its pods begin, whose memory is measured; empty when it has none. */
    String pods() {
        return pods;
    }
}
