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
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.toygres.contract.ErrorCode;
import io.toygres.job.JobRequest.JobName;
import io.toygres.kubernetes.WaitReason;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
class JobsTest {

    private static final JobName NAME = new JobName("ns", "backup-1");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @SuppressWarnings("NullAway.Init") // set by EnableKubernetesMockClient
    KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init") // set by EnableKubernetesMockClient
    KubernetesClient client;

    private EventList events = new EventListBuilder().build();

    @Test
    void readsTheProgressOfTheRunningPod() {
        String line = "{\"progress\":{\"phase\":\"dump\",\"database\":\"shop\",\"done_bytes\":5,\"total_bytes\":9}}\n";
        answerLog(HttpURLConnection.HTTP_OK, line);

        assertThat(status()).isEqualTo(new JobStatus.Running(List.of(new JobProgress("dump", "shop", 5, 9L, null))));
    }

    @Test
    void saysThatAJobRunsWhoseNodeDoesNotHandOutItsLog() {
        answerLog(HttpURLConnection.HTTP_INTERNAL_ERROR, "dial tcp 10.0.0.7:10250: no route to host");

        assertThat(status()).isEqualTo(new JobStatus.Running(List.of()));
    }

    @Test
    void saysThatTheNodeIsLostOnWhichAJobRuns() {
        events = new EventListBuilder()
                .addNewItem()
                .withType("Warning")
                .withReason("NodeNotReady")
                .withMessage("Node is not ready")
                .endItem()
                .build();
        answerLog(HttpURLConnection.HTTP_INTERNAL_ERROR, "dial tcp 10.0.0.7:10250: no route to host");

        assertThat(status())
                .isEqualTo(new JobStatus.Waiting(
                        WaitReason.of("the Job runs (NodeNotReady: Node is not ready)", ErrorCode.NODE_UNAVAILABLE)));
    }

    private JobStatus status() {
        // Without the client's own patience with a server that errs.
        var impatient = client.getConfiguration();
        impatient.setRequestRetryBackoffLimit(0);
        try (KubernetesClient once =
                new KubernetesClientBuilder().withConfig(impatient).build()) {
            return new Jobs(once, new TestJobSettings(Optional.empty(), Optional.empty())).status(NAME, NOW);
        }
    }

    private void answerLog(int code, String body) {
        Job job = new JobBuilder()
                .withNewMetadata()
                .withName(NAME.name())
                .withNamespace(NAME.namespace())
                .endMetadata()
                .build();
        answer("/apis/batch/v1/namespaces/ns/jobs/backup-1", HttpURLConnection.HTTP_OK, job);
        answer(
                "/api/v1/namespaces/ns/pods?labelSelector=batch.kubernetes.io%2Fjob-name%3Dbackup-1",
                HttpURLConnection.HTTP_OK,
                new PodListBuilder().withItems(runningPod()).build());
        answer("/api/v1/namespaces/ns/pods/backup-1-x/log?pretty=false&container=job&tailLines=60", code, body);
        answer("/api/v1/namespaces/ns/events?fieldSelector=involvedObject.uid%3Dp1", HttpURLConnection.HTTP_OK, events);
    }

    private void answer(String path, int code, Object body) {
        server.expect().get().withPath(path).andReturn(code, body).always();
    }

    private static Pod runningPod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("backup-1-x")
                .withUid("p1")
                .withNamespace("ns")
                .withCreationTimestamp(NOW.toString())
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName(JobTemplate.CONTAINER)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
