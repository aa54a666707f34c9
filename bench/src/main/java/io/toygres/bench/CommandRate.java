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
    private static final Duration TIME = Duration.ofSeconds(10);

    /** A JVM goes on compiling while it answers more and more: as warm counts what no longer gains this much in a round. */
    private static final double GAIN = 1.03;

    private static final int FEWEST_ROUNDS = 3;
    private static final int MOST_ROUNDS = 18;

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
            warmUp(clients, instances);
            // pgbench before and after: what else the machine does changes meanwhile.
            double before = inserts();
            Times many = backUp(clients, instances, TIME);
            Times one = backUp(clients, instances.subList(0, 1), TIME);
            double rows = commandRows();
            double floor = (before + inserts()) / 2;
            results.add("pgbench, one INSERT, 8 clients", floor, "/s");
            results.add("pgbench, the rows of one command, 8 clients", rows, "/s");
            results.add("pgbench, the rows of one command, of its INSERT's", rows / floor, "");
            add("POST /api/images of 100 instances, 8 clients", many, floor, rows);
            add("POST /api/images of one instance, 8 clients", one, floor, rows);
        }
    }

    private void warmUp(Clients clients, List<UUID> instances) {
        double best = 0;
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            double rate = backUp(clients, instances, TIME).perSecond();
            if (round >= FEWEST_ROUNDS && rate < best * GAIN) {
                return;
            }
            best = Math.max(best, rate);
        }
    }

    private void add(String what, Times times, double floor, double rows) {
        results.add(what, times.perSecond(), "/s");
        results.add(what + ", p50", times.percentile(50), "ms");
        results.add(what + ", p99", times.percentile(99), "ms");
        results.add(what + ", of the INSERTs", times.perSecond() / floor, "≥ 0.5");
        results.add(what + ", of the rows", times.perSecond() / rows, "");
    }

    private double commandRows() {
        cms.tidy();
        return new Pgbench(cms).commandsPerSecond(CLIENTS, TIME);
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
