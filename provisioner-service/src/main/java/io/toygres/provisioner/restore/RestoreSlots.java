package io.toygres.provisioner.restore;

import io.toygres.database.Database;
import io.toygres.job.JobSettings;
import io.toygres.job.JobSlots;
import io.toygres.job.QueuedJobSlots;
import io.toygres.job.QueuedJobSlots.Limits;
import io.toygres.operation.Operations;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** The queue of restores: at most so many at once, of the images in turn. One image may have all slots: reading it hurts nobody. */
final class RestoreSlots {

    /** @param operations looked up late, since operations are made of plans, and plans of these slots */
    @Produces
    @Singleton
    JobSlots slots(Database database, Provider<Operations> operations, JobSettings settings) {
        var limits = new Limits(settings.limit(), settings.limit(), settings.longestWait());
        return new QueuedJobSlots(
                database, id -> operations.get().wake(id), limits, RestoreInstanceOperation.TYPE, "{image,image_id}");
    }
}
