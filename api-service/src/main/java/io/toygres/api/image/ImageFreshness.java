package io.toygres.api.image;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Measures how old the newest images of the running instances are. Not by instance, of which there may be any number, and as many series
 * with it: the worst one and how many are as bad; which they are is asked of the API.
 */
@ApplicationScoped
class ImageFreshness {

    /** An instance that has no image has lacked one since it was created. */
    private static final String LOOK = """
            SELECT coalesce(max(extract(epoch FROM now() - since)), 0)::bigint AS greatest,
                   count(*) FILTER (WHERE since < now() - :recent * interval '1 millisecond') AS lacking
            FROM (SELECT coalesce((SELECT created_at FROM images
                                   WHERE instance_id = instances.id AND status = 'available' AND deleted_at IS NULL
                                   ORDER BY created_at DESC LIMIT 1), created_at) AS since
                  FROM instances WHERE status = 'running') AS newest
            """;

    private final Database database;
    private final FreshnessConfig config;
    private volatile Freshness now = new Freshness(0, 0);

    /**
     * What was seen last.
     *
     * @param greatestAgeSeconds of the instance whose newest image is the oldest
     * @param lacking instances without a recent image
     */
    record Freshness(long greatestAgeSeconds, long lacking) {}

    ImageFreshness(Database database, FreshnessConfig config) {
        this.database = database;
        this.config = config;
    }

    void onStart(@Observes StartupEvent event) {
        Gauge.builder("toygres.image.newest.age", this, it -> it.now().greatestAgeSeconds())
                .baseUnit("seconds")
                .register(Metrics.globalRegistry);
        Gauge.builder("toygres.instances.without.recent.image", this, it -> it.now()
                        .lacking())
                .register(Metrics.globalRegistry);
    }

    @Scheduled(every = "${toygres.image-freshness.every:1m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        now = database.withConnection(tx -> tx.sql(LOOK)
                .bind("recent", config.recent().toMillis())
                .one(row -> new Freshness(row.number("greatest"), row.number("lacking"))));
    }

    Freshness now() {
        return now;
    }
}
