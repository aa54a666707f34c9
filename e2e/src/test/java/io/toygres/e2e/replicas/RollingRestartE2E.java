package io.toygres.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.ToygresApi;
import io.toygres.e2e.audit.Audit;
import io.toygres.e2e.blob.BlobContainer;
import io.toygres.e2e.chaos.RandomWork;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.cluster.JobsSeen;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.LocalProcesses;
import io.toygres.e2e.process.Readiness;
import io.toygres.e2e.process.RunningService;
import io.toygres.e2e.process.SecondReplica;
import io.toygres.e2e.sut.LocalSystem;
import io.toygres.e2e.sut.SystemUnderTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@NeedsSystem
@Isolated("it stops what other tests need")
final class RollingRestartE2E {

    private static final List<String> SERVICES = List.of("api-service", "image-service", "provisioner-service");
    private static final long SEED = Long.getLong("toygres.restart.seed", new Random().nextLong(1_000_000));

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void everyOperationEndsAsAskedAndOnceWhileEachReplicaIsRestarted(
            Toygres toygres, Cluster cluster, LocalProcesses processes, BlobContainer blobs) throws Exception {
        Map<String, SecondReplica> second = startSecondReplicas(toygres.system(), processes);
        try (JobsSeen jobs = cluster.watchJobs();
                RandomWork work = new RandomWork(toygres.system(), replicas(toygres, second), SEED)) {
            for (String service : SERVICES) {
                restart(service, processes);
                second(second, service).restart();
            }
            work.stop();
            System.out.println(
                    "rolling restart with seed " + SEED + ": " + work.ledger().summary());
            assertThat(work.ledger().failures()).isEmpty();
            assertThat(jobs.uidsByName()).as("Jobs by name").isNotEmpty().allSatisfy((name, uids) -> assertThat(uids)
                    .as(name)
                    .hasSize(1));
            List<String> differences = new ArrayList<>(work.differences());
            work.deleteAll();
            differences.addAll(new Audit(toygres.system(), cluster, blobs).differences());
            assertThat(differences).as("differences with seed " + SEED).isEmpty();
        } finally {
            for (SecondReplica replica : second.values()) {
                replica.close();
            }
        }
    }

    private static Map<String, SecondReplica> startSecondReplicas(SystemUnderTest system, LocalProcesses processes)
            throws InterruptedException {
        LocalSystem local = system.local().orElseThrow();
        Map<String, SecondReplica> second = new LinkedHashMap<>();
        for (String service : SERVICES) {
            second.put(service, new SecondReplica(service, processes, local, Map.of()));
        }
        for (SecondReplica replica : second.values()) {
            replica.awaitReady();
        }
        return second;
    }

    private static List<ToygresApi> replicas(Toygres toygres, Map<String, SecondReplica> second) {
        SystemUnderTest system = toygres.system();
        ToygresApi other = new ToygresApi(second(second, "api-service").url());
        return List.of(toygres.api(), other.login(system.username(), system.password()));
    }

    private static SecondReplica second(Map<String, SecondReplica> replicas, String service) {
        return Objects.requireNonNull(replicas.get(service));
    }

    /** Ends the supervised replica; the supervisor starts it again. */
    private static void restart(String service, LocalProcesses processes) throws InterruptedException {
        URI url = RunningService.of(processes.pid(service)).managementUrl();
        processes.stop(service);
        Readiness.await(service, url, () -> true);
    }
}
