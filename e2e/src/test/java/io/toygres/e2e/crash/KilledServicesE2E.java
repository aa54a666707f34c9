package io.toygres.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Operation;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.cluster.JobsSeen;
import io.toygres.e2e.events.EventLog;
import io.toygres.e2e.events.Message;
import io.toygres.e2e.fixture.LoadedSource;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Patience;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.LocalProcesses;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@NeedsSystem
final class KilledServicesE2E {

    @Test
    void aBackupOutlivesItsService(
            Toygres toygres, LoadedSource loaded, Cluster cluster, EventLog events, LocalProcesses processes) {
        var accepted = toygres.begin(
                new NewImage(Toygres.unique("killed"), loaded.instance().id()));

        killWhileTheJobRuns("image-service", accepted.operationId(), toygres, cluster, processes);

        assertThat(toygres.api().image(accepted.resource().id()).status()).isEqualTo("available");
        eachEventIsAppliedOnce(accepted.operationId(), "toygres.image.available.v1", toygres, events);
    }

    @Test
    void aRestoreOutlivesItsService(
            Toygres toygres, LoadedSource loaded, Cluster cluster, EventLog events, LocalProcesses processes) {
        var accepted = toygres.begin(
                NewInstance.restored(Toygres.unique("killed"), loaded.image().id()));

        killWhileTheJobRuns("provisioner-service", accepted.operationId(), toygres, cluster, processes);

        assertThat(toygres.api().instance(accepted.resource().id()).status()).isEqualTo("running");
        eachEventIsAppliedOnce(accepted.operationId(), "toygres.instance.running.v1", toygres, events);
    }

    private static void killWhileTheJobRuns(
            String service, UUID operation, Toygres toygres, Cluster cluster, LocalProcesses processes) {
        try (JobsSeen jobs = cluster.watchJobs(operation)) {
            Patience.until(
                    "the Job runs", () -> cluster.jobsOf(operation).stream().anyMatch(Cluster::isRunning));
            processes.killNow(service);
            assertThat(toygres.api().operation(operation).settled())
                    .as("the operation was over before the service was killed")
                    .isFalse();
            toygres.succeed(operation);
            assertThat(jobs.uids()).as("Jobs").hasSize(1);
        }
    }

    /** Delivery is at least once: a doubled event has the same id, and the timeline shows it once. */
    private static void eachEventIsAppliedOnce(UUID operation, String lastType, Toygres toygres, EventLog log) {
        List<Message> events = log.eventsOf(operation);
        assertThat(events.stream()
                        .filter(event -> event.type().equals(lastType))
                        .map(Message::id)
                        .distinct())
                .hasSize(1);
        events.stream()
                .collect(Collectors.groupingBy(Message::id, Collectors.mapping(Message::body, Collectors.toSet())))
                .forEach((id, bodies) ->
                        assertThat(bodies).as("what event " + id + " says").hasSize(1));
        assertThat(toygres.api().operation(operation).events())
                .extracting(Operation.Entry::sequence)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.naturalOrder());
    }
}
