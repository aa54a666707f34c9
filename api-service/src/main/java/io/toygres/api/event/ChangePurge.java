package io.toygres.api.event;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;

/** Removes changes that nobody will come back for. */
@ApplicationScoped
class ChangePurge {

    private final Database database;
    private final ChangeStore store;
    private final EventConfig config;
    private final Clock clock;

    ChangePurge(Database database, ChangeStore store, EventConfig config, Clock clock) {
        this.database = database;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        database.useConnection(store::forgetForeign);
    }

    @Scheduled(every = "${toygres.events.purge-every:1h}", delayed = "1m")
    @RunOnVirtualThread
    void purge() {
        Instant before = clock.instant().minus(config.keep());
        database.useConnection(tx -> store.remove(tx, before));
    }
}
