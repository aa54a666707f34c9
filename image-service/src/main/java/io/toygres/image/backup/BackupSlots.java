package io.toygres.image.backup;

import io.toygres.database.Database;
import io.toygres.job.JobSettings;
import io.toygres.job.JobSlots;
import io.toygres.job.QueuedJobSlots;
import io.toygres.job.QueuedJobSlots.Limits;
import io.toygres.operation.Operations;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** The queue of backups: at most so many at once, and so many of one instance. */
final class BackupSlots {

    /** @param operations looked up late, since operations are made of plans, and plans of these slots */
    @Produces
    @Singleton
    JobSlots slots(Database database, Provider<Operations> operations, JobSettings settings) {
        var limits = new Limits(settings.limit(), settings.limitPerSource(), settings.longestWait());
        return new QueuedJobSlots(
                database, id -> operations.get().wake(id), limits, BackupOperation.TYPE, "{source,instance_id}");
    }
}
