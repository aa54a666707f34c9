package io.toygres.bench;

import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.api.ToygresApi;
import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** How many {@code POST /api/images} a second are accepted, beside what pgbench commits. */
final class CommandRate {

    private static final int CLIENTS = 8;
    private static final int INSTANCES = 100;
    /** A JVM goes on compiling for that long. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration TIME = Duration.ofSeconds(10);

    private final SystemUnderTest system;
    private final Cms cms;
    private final Results results;
    /** Names must be new, in a database that an earlier run has left as well. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private final AtomicLong number = new AtomicLong();

    CommandRate(SystemUnderTest system, Cms cms, Results results) {
        this.system = system;
        this.cms = cms;
        this.results = results;
    }

    void measure() {
        List<UUID> instances = instances();
        try (Clients clients = new Clients(system, CLIENTS)) {
            backUp(clients, instances, WARM_UP);
            // pgbench before and after: what else the machine does changes meanwhile.
            double before = inserts();
            Times many = backUp(clients, instances, TIME);
            Times one = backUp(clients, instances.subList(0, 1), TIME);
            double floor = (before + inserts()) / 2;
            results.add("pgbench, one INSERT, 8 clients", floor, "/s");
            add("POST /api/images of 100 instances, 8 clients", many, floor);
            add("POST /api/images of one instance, 8 clients", one, floor);
        }
    }

    private void add(String what, Times times, double floor) {
        results.add(what, times.perSecond(), "/s");
        results.add(what + ", p50", times.percentile(50), "ms");
        results.add(what + ", p99", times.percentile(99), "ms");
        results.add(what + ", of pgbench's", times.perSecond() / floor, "≥ 0.5");
    }

    private double inserts() {
        cms.tidy();
        return new Pgbench(cms).insertsPerSecond(CLIENTS, TIME);
    }

    private List<UUID> instances() {
        ToygresApi api = system.login();
        List<UUID> ids = IntStream.range(0, INSTANCES)
                .mapToObj(i -> api.create(NewInstance.empty("bench-" + run + "-" + i, SpecialPassword.random())))
                .map(accepted -> accepted.resource().id())
                .toList();
        cms.runInstances();
        return ids;
    }

    private Times backUp(Clients clients, List<UUID> instances, Duration time) {
        cms.tidy();
        return clients.run(time, connection -> backUp(connection, instances));
    }

    private void backUp(Connection connection, List<UUID> instances) throws IOException {
        long n = number.getAndIncrement();
        UUID instance = instances.get((int) (n % instances.size()));
        var answer = connection.post(
                "/api/images", "{\"name\":\"image-" + run + "-" + n + "\",\"instance_id\":\"" + instance + "\"}");
        if (answer.status() != 202) {
            throw new IllegalStateException("not accepted: " + answer);
        }
    }
}
