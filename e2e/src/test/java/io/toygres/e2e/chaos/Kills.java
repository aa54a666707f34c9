package io.toygres.e2e.chaos;

import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.cluster.Knobs;
import io.toygres.e2e.process.LocalProcesses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Kills random parts of the system at random times. */
final class Kills {

    private static final String POD = "pod";

    /** Processes that the supervisor starts again, and pods, which the cluster starts again. */
    private static final List<String> PARTS =
            List.of(System.getProperty("toygres.chaos.parts", "api-service,image-service,provisioner-service,pod,pod")
                    .split(","));

    private static final List<String> SERVICES = List.of("api-service", "image-service", "provisioner-service");

    /** Of so many kills that would hit a start, one does. */
    private static final int STARTS_SPARED = 5;

    private static final int SHORTEST_PAUSE_MS = 2_000;
    private static final int LONGEST_PAUSE_MS = 10_000;

    private final LocalProcesses processes;
    private final Cluster cluster;
    private final Knobs knobs;
    private final Ledger ledger;
    private final Random random;

    Kills(LocalProcesses processes, Cluster cluster, Knobs knobs, Ledger ledger, long seed) {
        this.processes = processes;
        this.cluster = cluster;
        this.knobs = knobs;
        this.ledger = ledger;
        this.random = new Random(seed);
    }

    /** Goes on for that long, and prints a line each minute. */
    void goOnFor(Duration length) throws InterruptedException {
        Instant start = Instant.now();
        int told = 0;
        while (Instant.now().isBefore(start.plus(length))) {
            Thread.sleep(random.nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
            killAny();
            long minute = Duration.between(start, Instant.now()).toMinutes();
            if (minute > told) {
                told = (int) minute;
                System.out.printf("chaos: minute %d: %s%n", minute, ledger.summary());
            }
        }
    }

    private void killAny() throws InterruptedException {
        String part = PARTS.get(random.nextInt(PARTS.size()));
        if (part.equals(POD) ? killPod() : mayBeKilled(part) && processes.killIfAlive(part)) {
            ledger.killed(part);
        }
    }

    /** A service that is killed whenever it begins to start serves nobody, and then nothing happens that a kill could spoil. */
    private boolean mayBeKilled(String part) throws InterruptedException {
        return !SERVICES.contains(part) || random.nextInt(STARTS_SPARED) == 0 || processes.isReady(part);
    }

    private boolean killPod() {
        List<Pod> pods = cluster.objects().stream()
                .filter(Pod.class::isInstance)
                .map(Pod.class::cast)
                .filter(pod -> pod.getMetadata().getName().contains(RandomUser.STEM) || isJob(pod))
                .toList();
        if (pods.isEmpty()) {
            return false;
        }
        Map<String, String> labels =
                pods.get(random.nextInt(pods.size())).getMetadata().getLabels();
        return knobs.killPods(labels, random.nextBoolean() ? "kill" : "delete") > 0;
    }

    private static boolean isJob(Pod pod) {
        return pod.getMetadata().getLabels().containsKey("batch.kubernetes.io/job-name");
    }
}
