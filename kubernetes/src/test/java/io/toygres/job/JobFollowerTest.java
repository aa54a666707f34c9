package io.toygres.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.job.FollowedJob.UnderWay;
import io.toygres.job.JobRequest.JobName;
import io.toygres.operation.Attempt;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
class JobFollowerTest {

    private static final JobName NAME = new JobName("ns", "backup-1");
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final String LOG = "/api/v1/namespaces/ns/pods/backup-1-x/log?pretty=false&container=job&tailLines=";

    @SuppressWarnings("NullAway.Init") // set by EnableKubernetesMockClient
    KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init") // set by EnableKubernetesMockClient
    KubernetesClient client;

    @SuppressWarnings("NullAway.Init") // set before each
    private JobFollower follower;

    @BeforeEach
    void assemble() {
        var settings = new TestJobSettings(Optional.empty(), Optional.empty());
        follower = new JobFollower(new Jobs(client, settings), settings);
    }

    @Test
    void tellsProgressNotMoreOftenThanEveryFiveSeconds() {
        job(new JobBuilder());
        pods(pod().editStatus()
                .addNewContainerStatus()
                .withName("job")
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
        for (long bytes : List.of(1, 2, 3)) {
            server.expect()
                    .get()
                    .withPath(LOG + "60")
                    .andReturn(HttpURLConnection.HTTP_OK, report(bytes))
                    .once();
        }

        UnderWay first = underWay(null, Duration.ZERO);
        UnderWay second = underWay(first.watch(), Duration.ofSeconds(4));
        UnderWay third = underWay(second.watch(), Duration.ofSeconds(6));

        assertThat(first.news()).isEmpty();
        assertThat(second.news()).isEmpty();
        assertThat(third.news()).contains(new Progress(JobFollower.STEP, "Dump: shop", 3L, 9L));
        assertThat(third.watch().toldAt()).isEqualTo(BEGIN.plusSeconds(6));
    }

    @Test
    void callsAJobStalledOfWhichNothingWasHeardForLong() {
        job(new JobBuilder());
        pods();

        UnderWay first = underWay(null, Duration.ZERO);

        assertThat(look(first.watch(), Duration.ofMinutes(29))).isInstanceOf(UnderWay.class);
        assertThat(look(first.watch(), Duration.ofMinutes(31)))
                .isInstanceOfSatisfying(FollowedJob.Failed.class, failed -> {
                    assertThat(failed.failure().code()).isEqualTo(ErrorCode.JOB_STALLED);
                    assertThat(failed.failure().detail()).contains("since 2026-01-02T03:04:05Z", "no pod yet");
                });
    }

    @Test
    void saysThatAJobStalledBecauseItsPodIsRefused() {
        job(new JobBuilder());
        EventList events = new EventListBuilder()
                .addNewItem()
                .withType("Warning")
                .withReason("FailedCreate")
                .withMessage(
                        "Error creating: pods \"backup-1-x\" is forbidden: exceeded quota: jobs, requested: pods=1")
                .withLastTimestamp(BEGIN.toString())
                .endItem()
                .build();
        answer("/api/v1/namespaces/ns/events?fieldSelector=involvedObject.uid%3Du1", events);
        pods();

        UnderWay first = underWay(null, Duration.ZERO);

        assertThat(first.reason()).contains("the Job has no pod yet", "exceeded quota: jobs");
        assertThat(look(first.watch(), Duration.ofMinutes(31)))
                .isInstanceOfSatisfying(FollowedJob.Failed.class, failed -> {
                    assertThat(failed.failure().code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
                    assertThat(failed.failure().detail()).contains("exceeded quota: jobs");
                });
    }

    @Test
    void leavesOutTheNoiseOfAnAttemptThatHasEnded() {
        job(new JobBuilder());
        pods(pod().editMetadata()
                .withUid("p1")
                .endMetadata()
                .editStatus()
                .addNewContainerStatus()
                .withName("job")
                .withNewState()
                .withNewTerminated()
                .withExitCode(1)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
        EventList events = new EventListBuilder()
                .addNewItem()
                .withType("Warning")
                .withReason("FailedMount")
                .withMessage("secret not found")
                .endItem()
                .build();
        answer("/api/v1/namespaces/ns/events?fieldSelector=involvedObject.uid%3Dp1", events);

        assertThat(underWay(null, Duration.ZERO).reason()).isEqualTo("an attempt failed; the Job makes another");
    }

    @Test
    void keepsTheLastLinesOfAJobThatFailedWithoutTheirSecrets() {
        job(new JobBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType("Failed")
                .withStatus("True")
                .withReason("BackoffLimitExceeded")
                .endCondition()
                .endStatus());
        pods(pod().build());
        server.expect()
                .get()
                .withPath(LOG + "1000")
                .andReturn(HttpURLConnection.HTTP_OK, "dumping\npg_dump: error: password='hunter2' was refused\n")
                .always();

        assertThat(look(null, Duration.ZERO)).isInstanceOfSatisfying(FollowedJob.Failed.class, failed -> assertThat(
                        failed.failure().logTail())
                .isEqualTo("dumping\npg_dump: error: password=[redacted] was refused"));
    }

    @Test
    void saysThatAJobIsGone() {
        assertThat(look(null, Duration.ZERO)).isInstanceOf(FollowedJob.Gone.class);
    }

    private UnderWay underWay(@Nullable JobWatch before, Duration after) {
        return (UnderWay) look(before, after);
    }

    private FollowedJob look(@Nullable JobWatch before, Duration after) {
        Instant now = BEGIN.plus(after);
        return follower.look(NAME, before, new Attempt(OperationId.random(), 1, now, BEGIN, BEGIN));
    }

    private static String report(long bytes) {
        return "{\"progress\":{\"phase\":\"dump\",\"database\":\"shop\",\"done_bytes\":%d,\"total_bytes\":9}}%n"
                .formatted(bytes);
    }

    private void job(JobBuilder job) {
        Job there = job.withNewMetadata()
                .withName(NAME.name())
                .withUid("u1")
                .withNamespace(NAME.namespace())
                .endMetadata()
                .build();
        answer("/apis/batch/v1/namespaces/ns/jobs/backup-1", there);
    }

    private void pods(Pod... pods) {
        answer(
                "/api/v1/namespaces/ns/pods?labelSelector=batch.kubernetes.io%2Fjob-name%3Dbackup-1",
                new PodListBuilder().withItems(pods).build());
        answer("/api/v1/namespaces/ns/events?fieldSelector=involvedObject.uid%3Du1", new EventListBuilder().build());
    }

    private void answer(String path, Object body) {
        server.expect()
                .get()
                .withPath(path)
                .andReturn(HttpURLConnection.HTTP_OK, body)
                .always();
    }

    private static PodBuilder pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("backup-1-x")
                .withNamespace("ns")
                .withCreationTimestamp(BEGIN.toString())
                .endMetadata()
                .withNewStatus()
                .endStatus();
    }
}
