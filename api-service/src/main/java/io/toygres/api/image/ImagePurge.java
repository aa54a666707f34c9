package io.toygres.api.image;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.operation.OperationRecord;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Removes deleted images for good once they can't be undeleted any more. Every replica runs it: a row is taken by one of them, in the
 * transaction that starts its removal.
 */
@ApplicationScoped
class ImagePurge {

    private static final Logger LOG = Logger.getLogger(ImagePurge.class);

    private final Database database;
    private final ImageStore images;
    private final ImageRemoval removal;
    private final ImageDeletionConfig config;
    private final Clock clock;

    ImagePurge(Database database, ImageStore images, ImageRemoval removal, ImageDeletionConfig config, Clock clock) {
        this.database = database;
        this.images = images;
        this.removal = removal;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${toygres.image-deletion.purge-every:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void purge() {
        database.useTransaction(this::purge);
    }

    private void purge(Tx tx) {
        for (ImageRecord image : images.takeToPurge(tx, clock.instant(), config.batch())) {
            OperationRecord deletion = removal.start(tx, image);
            tx.afterCommit(
                    () -> LOG.infof("deleted image is purged imageId=%s operationId=%s", image.id(), deletion.id()));
        }
    }
}
