package io.toygres.api.reconciliation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.toygres.database.Database;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How many orphans there are, and how many rows whose objects are missing, as of the last comparison. */
@Singleton
@Startup
class ReconciliationMeters {

    private final Database database;
    private final OrphanStore orphans;
    private final OwnerStore owners;
    private final Map<OwnerKind, AtomicLong> orphaned = new EnumMap<>(OwnerKind.class);
    private final Map<OwnerKind, AtomicLong> missing = new EnumMap<>(OwnerKind.class);

    ReconciliationMeters(Database database, OrphanStore orphans, OwnerStore owners, MeterRegistry registry) {
        this.database = database;
        this.orphans = orphans;
        this.owners = owners;
        for (OwnerKind kind : OwnerKind.values()) {
            orphaned.put(kind, gauge(registry, "toygres.orphans", kind));
            missing.put(kind, gauge(registry, "toygres.resources.missing", kind));
        }
    }

    private static AtomicLong gauge(MeterRegistry registry, String name, OwnerKind kind) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(name, value, AtomicLong::get)
                .tag("kind", kind.wireName())
                .strongReference(true)
                .register(registry);
        return value;
    }

    void count() {
        database.useConnection(tx -> {
            orphaned.forEach((kind, value) -> value.set(orphans.count(tx, kind)));
            missing.forEach((kind, value) -> value.set(owners.count(tx, kind)));
        });
    }
}
