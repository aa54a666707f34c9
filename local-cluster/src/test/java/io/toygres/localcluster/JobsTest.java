package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobsTest extends ClusterTest {

    @Test
    void aJobThatSucceedsIsCompleteWithItsMessageAndItsLog() {
        Job job = awaitEnd(run(job("good", "echo working; printf '{\"rows\":3}' > /dev/termination-log")));

        assertThat(conditions(job)).containsExactly("SuccessCriteriaMet", "Complete");
        assertThat(job.getStatus().getSucceeded()).isEqualTo(1);
        Pod pod = podsOf(job).getFirst();
        assertThat(terminated(pod).getMessage()).isEqualTo("{\"rows\":3}");
        assertThat(client.pods().resource(pod).getLog()).isEqualTo("working\n");
    }

    @Test
    void aJobThatFailsIsTriedAgainUpToItsLimit() {
        Job job = awaitEnd(run(new JobBuilder(job("bad", "exit 7"))
                .editSpec()
                .withBackoffLimit(2)
                .endSpec()
                .build()));

        assertThat(conditions(job)).containsExactly("FailureTarget", "Failed");
        assertThat(job.getStatus().getConditions().getLast().getReason()).isEqualTo("BackoffLimitExceeded");
        assertThat(job.getStatus().getFailed()).isEqualTo(3);
        assertThat(podsOf(job))
                .hasSize(3)
                .allSatisfy(pod -> assertThat(terminated(pod).getExitCode()).isEqualTo(7));
    }

    @Test
    void aJobBeyondItsDeadlineIsStopped() {
        Job job = awaitEnd(run(new JobBuilder(job("slow", "exec sleep 300"))
                .editSpec()
                .withActiveDeadlineSeconds(1L)
                .endSpec()
                .build()));

        assertThat(job.getStatus().getConditions().getLast().getReason()).isEqualTo("DeadlineExceeded");
        assertThat(job.getStatus().getActive()).isNull();
    }

    @Test
    void aJobWhosePodNeverFoundItsVolumeEndsAtItsDeadline() {
        Job job = job("unplaced", "true");
        job.getSpec().setActiveDeadlineSeconds(1L);
        job.getSpec()
                .getTemplate()
                .getSpec()
                .setVolumes(List.of(new VolumeBuilder()
                        .withName("data")
                        .withNewPersistentVolumeClaim()
                        .withClaimName("nowhere")
                        .endPersistentVolumeClaim()
                        .build()));

        Job ended = awaitEnd(run(job));

        assertThat(conditions(ended)).containsExactly("FailureTarget", "Failed");
        assertThat(ended.getStatus().getConditions().getLast().getReason()).isEqualTo("DeadlineExceeded");
    }

    @Test
    void anExitCodeOfThePolicyFailsTheJobAtOnce() {
        Job job = awaitEnd(run(new JobBuilder(job("terminal", "exit 42"))
                .editSpec()
                .withBackoffLimit(3)
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withOperator("In")
                .withValues(42)
                .endOnExitCodes()
                .endRule()
                .endPodFailurePolicy()
                .endSpec()
                .build()));

        assertThat(job.getStatus().getConditions().getLast().getReason()).isEqualTo("PodFailurePolicy");
        assertThat(podsOf(job)).hasSize(1);
    }

    @Test
    void aLostNodeCostsNoRetryWhenThePolicyIgnoresDisruptions() throws Exception {
        Job job = run(ignoringDisruptions(
                new JobBuilder(job("disrupted", "[ $NODE = toygres-local-1 ] && exec sleep 300; echo moved"))
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .addNewEnv()
                        .withName("NODE")
                        .withNewValueFrom()
                        .withNewFieldRef()
                        .withFieldPath("spec.nodeName")
                        .endFieldRef()
                        .endValueFrom()
                        .endEnv()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build()));
        await(() ->
                podsOf(job).stream().anyMatch(pod -> pod.getStatus().getPhase().equals("Running")));

        control("POST", "/toygres-local/faults/lose-node", "");

        assertThat(conditions(awaitEnd(job))).contains("Complete");
    }

    @Test
    void theEndOfTheLogIsTheMessageOfAContainerThatWroteNone() {
        Job job = job("loud", "echo cannot go on; exit 1");
        job.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .setTerminationMessagePolicy("FallbackToLogsOnError");

        Pod pod = podsOf(awaitEnd(run(job))).getFirst();

        assertThat(terminated(pod).getMessage()).isEqualTo("cannot go on\n");
    }

    @Test
    void anImageThatIsNotInstalledCanNotBePulled() throws Exception {
        Job job = job("missing", "true");
        job.getSpec()
                .getTemplate()
                .getSpec()
                .setContainers(List.of(new ContainerBuilder()
                        .withName("main")
                        .withImage("postgres:9")
                        .withCommand("true")
                        .build()));
        run(job);

        await(() -> podsOf(job).stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .anyMatch(status -> status.getState().getWaiting() != null
                        && status.getState().getWaiting().getReason().matches("ErrImagePull|ImagePullBackOff")
                        && status.getState().getWaiting().getMessage().contains("postgresql-9")));
        client.resource(job).delete();
    }

    @Test
    void podsGoWithTheirJob() throws Exception {
        Job job = awaitEnd(run(job("owner", "true")));

        client.resource(job).delete();

        await(() -> podsOf(job).isEmpty());
    }

    @Test
    void aFinishedJobGoesWhenItsTimeIsUp() throws Exception {
        Job job = run(new JobBuilder(job("brief", "true"))
                .editSpec()
                .withTtlSecondsAfterFinished(0)
                .endSpec()
                .build());

        await(() -> client.resource(job).get() == null && podsOf(job).isEmpty());
    }

    private static ContainerStateTerminated terminated(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst().getState().getTerminated();
    }
}
