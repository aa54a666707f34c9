package io.toygres.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.audit.Audit;
import io.toygres.e2e.blob.BlobContainer;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.cluster.Knobs;
import io.toygres.e2e.events.EventLog;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.LocalProcesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code ./toygres chaos} runs it for longer, or again with the seed of an earlier run. */
@NeedsSystem
@Isolated("it kills what other tests need")
final class ChaosE2E {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("toygres.chaos.seconds", 60));
    private static final long SEED = Long.getLong("toygres.chaos.seed", new Random().nextLong(1_000_000));

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void nothingIsLostOrLeftBehindWhicheverPartsDie(
            Toygres toygres,
            Cluster cluster,
            Knobs knobs,
            EventLog events,
            LocalProcesses processes,
            BlobContainer blobs)
            throws Exception {
        long deadLetters = events.deadLetters();
        Audit audit = new Audit(toygres.system(), cluster, blobs);
        System.out.printf("chaos: %d s with seed %d%n", LENGTH.toSeconds(), SEED);
        try (RandomWork work = new RandomWork(toygres.system(), List.of(toygres.api()), SEED)) {
            new Kills(processes, cluster, knobs, work.ledger(), SEED).goOnFor(LENGTH);
            work.stop();
            System.out.println("chaos: at rest; " + work.ledger().summary());
            List<String> differences = new ArrayList<>(work.differences());
            differences.addAll(audit.differences());
            work.ledger().failures().forEach(failure -> System.out.println("chaos: " + failure));
            work.deleteAll();
            differences.addAll(audit.differences());
            assertThat(differences)
                    .as("differences after chaos with seed " + SEED)
                    .isEmpty();
            assertThat(events.deadLetters()).as("dead letters").isEqualTo(deadLetters);
        }
    }
}
