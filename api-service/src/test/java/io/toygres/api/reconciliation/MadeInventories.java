package io.toygres.api.reconciliation;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.Management;
import io.toygres.api.testing.TestClock;
import io.toygres.api.worker.WorkersConfig;
import io.toygres.contract.InstanceId;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with workers whose answers it makes; every instance and image of other tests is in none of them. */
abstract class MadeInventories {

    public static final class Remove implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("toygres.reconciliation.mode", "remove");
        }
    }

    @Inject
    Reconciler reconciler;

    @Inject
    FakeWorker worker;

    @Inject
    TestClock clock;

    @Inject
    WorkersConfig workers;

    FakeInventory instances;
    FakeInventory images;

    @BeforeEach
    void startWorkers() throws IOException {
        instances = new FakeInventory(workers.provisionerUrl());
        images = new FakeInventory(workers.imageUrl());
    }

    @AfterEach
    void stopWorkers() {
        instances.close();
        images.close();
    }

    InstanceId whole(InstanceId instance) {
        instances.put(
                instance.value(),
                "orders",
                longAgo(),
                false,
                List.of("StatefulSet", "PersistentVolumeClaim", "Secret", "ConfigMap", "Service"));
        return instance;
    }

    Instant longAgo() {
        return clock.instant().minus(Duration.ofDays(30));
    }

    static @Nullable Object note(String resources, Object id) {
        return Api.get("/api/" + resources + "/" + id).jsonPath().get("note");
    }

    static double gauge(String name, String kind) {
        return Management.metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("kind=\"" + kind + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
