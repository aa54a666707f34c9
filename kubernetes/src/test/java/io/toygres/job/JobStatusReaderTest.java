package io.toygres.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.kubernetes.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobStatusReaderTest {

    private static final Instant CREATED = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant SOON = CREATED.plusSeconds(30);
    private static final Instant LATER = CREATED.plusSeconds(300);

    private final JobStatusReader reader = new JobStatusReader(Duration.ofMinutes(2));

    @Test
    void waitsForThePodAndItsNode() {
        assertThat(reader.read(job(), List.of(), SOON)).isInstanceOf(JobStatus.Waiting.class);
        assertThat(reader.read(job(), List.of(unscheduled("0/3 nodes are available")), SOON))
                .isEqualTo(waiting("the pod has no node yet: 0/3 nodes are available", ErrorCode.UNSCHEDULABLE));
    }

    @Test
    void runsWhileItsNewestPodRuns() {
        Pod failedBefore = pod(
                CREATED,
                new ContainerStateBuilder().withNewTerminated().withExitCode(1).endTerminated());
        Pod runs = pod(SOON, new ContainerStateBuilder().withNewRunning().endRunning());

        assertThat(reader.read(job(), List.of(runs, failedBefore), LATER)).isEqualTo(new JobStatus.Running(List.of()));
    }

    @Test
    void failsOverAnImageThatNoRegistryKnowsOnlyAfterAWhile() {
        Pod pod = pod(
                CREATED,
                new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason("ErrImagePull")
                        .withMessage("toygres-tools:99: not found")
                        .endWaiting());

        assertThat(reader.read(job(), List.of(pod), SOON)).isInstanceOf(JobStatus.Waiting.class);
        assertThat(reader.read(job(), List.of(pod), LATER))
                .isEqualTo(new JobStatus.Failed(
                        new Failure(ErrorCode.IMAGE_PULL_FAILED, "ErrImagePull: toygres-tools:99: not found")));
    }

    @Test
    void waitsForARegistryThatIsAway() {
        Pod pod = pod(
                CREATED,
                new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason("ImagePullBackOff")
                        .withMessage("dial tcp 10.0.0.9:443: i/o timeout")
                        .endWaiting());

        assertThat(reader.read(job(), List.of(pod), LATER.plus(Duration.ofMinutes(20))))
                .isEqualTo(
                        waiting("ImagePullBackOff: dial tcp 10.0.0.9:443: i/o timeout", ErrorCode.IMAGE_PULL_FAILED));
    }

    @Test
    void failsOverAWorkVolumeThatOverflowedThoughTheJobWouldGoOn() {
        Pod full = evicted(CREATED, "Usage of EmptyDir volume \"work\" exceeds the limit \"1Gi\". ");
        Pod next = unscheduled("0/3 nodes are available");

        assertThat(reader.read(job(), List.of(full, next), LATER))
                .isInstanceOfSatisfying(
                        JobStatus.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(ErrorCode.WORK_VOLUME_FULL));
    }

    /** Its failure policy passes over disruptions, so the Job itself would make pods until its deadline. */
    @Test
    void failsWhenNodesHavePutItsPodsOutAgainAndAgain() {
        Pod first = evicted(CREATED, "The node was low on resource: memory.");
        Pod second = evicted(SOON, "The node was low on resource: memory.");
        Pod third = evicted(LATER, "The node was low on resource: ephemeral-storage.");

        assertThat(reader.read(job(), List.of(first, second), LATER)).isInstanceOf(JobStatus.Waiting.class);
        assertThat(reader.read(job(), List.of(first, second, third), LATER))
                .isEqualTo(new JobStatus.Failed(new Failure(
                        ErrorCode.EVICTED,
                        "The Job's pod was evicted: The node was low on resource: ephemeral-storage.")));
    }

    @Test
    void countsThePullFromWhenTheNodeCameToIt() {
        Pod late = pod(
                        CREATED,
                        new ContainerStateBuilder()
                                .withNewWaiting()
                                .withReason("ErrImagePull")
                                .endWaiting())
                .edit()
                .editStatus()
                .addNewCondition()
                .withType("PodReadyToStartContainers")
                .withStatus("True")
                .withLastTransitionTime(LATER.minusSeconds(10).toString())
                .endCondition()
                .endStatus()
                .build();

        assertThat(reader.read(job(), List.of(late), LATER)).isInstanceOf(JobStatus.Waiting.class);
    }

    @Test
    void failsOverAContainerThatCannotBeStarted() {
        Pod pod = pod(
                CREATED,
                new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason("CreateContainerConfigError")
                        .withMessage("couldn't find key password in Secret")
                        .endWaiting());

        assertThat(reader.read(job(), List.of(pod), LATER))
                .isEqualTo(new JobStatus.Failed(new Failure(
                        ErrorCode.JOB_FAILED, "CreateContainerConfigError: couldn't find key password in Secret")));
    }

    @Test
    void knowsAFullWorkVolumeByTheEviction() {
        Pod evicted = terminated(CREATED, 137, "")
                .edit()
                .editStatus()
                .withReason("Evicted")
                .withMessage("Usage of EmptyDir volume \"work\" exceeds the limit \"1Gi\".")
                .endStatus()
                .build();

        assertThat(reader.read(job("Failed", "BackoffLimitExceeded"), List.of(evicted), LATER))
                .isEqualTo(new JobStatus.Failed(new Failure(
                        ErrorCode.WORK_VOLUME_FULL,
                        "The Job's pod was evicted: Usage of EmptyDir volume \"work\" exceeds the limit \"1Gi\".")));
    }

    @Test
    void takesTheVerdictOfThePodThatFailedLast() {
        Pod first = terminated(CREATED, 1, "{\"outcome\":\"failed\",\"code\":\"UPLOAD_FAILED\",\"detail\":\"Reset.\"}");
        Pod last = terminated(SOON, 42, "{\"outcome\":\"failed\",\"code\":\"DUMP_FAILED\",\"detail\":\"No table.\"}");

        assertThat(reader.read(job("Failed", "PodFailurePolicy"), List.of(last, first), LATER))
                .isEqualTo(new JobStatus.Failed(new Failure(ErrorCode.DUMP_FAILED, "No table.")));
    }

    @Test
    void quotesTheEndOfTheLogOfAScriptThatDiedWithoutAVerdict() {
        Pod killed = terminated(CREATED, 137, "dumping shop\nKilled");

        assertThat(reader.read(job("Failed", "BackoffLimitExceeded"), List.of(killed), LATER))
                .isInstanceOfSatisfying(JobStatus.Failed.class, failed -> {
                    assertThat(failed.failure().code()).isEqualTo(ErrorCode.JOB_FAILED);
                    assertThat(failed.failure().detail()).contains("137").endsWith("dumping shop\nKilled");
                });
    }

    @Test
    void blamesTheContainerThatDidNotEndBecauseOfTheOther() {
        String brokenOff = "{\"outcome\":\"broken_off\",\"detail\":\"the other ended\"}";
        String refused = "{\"outcome\":\"failed\",\"code\":\"DOWNLOAD_AUTH_FAILED\",\"detail\":\"no role\"}";
        String broken = "{\"outcome\":\"failed\",\"code\":\"LOAD_FAILED\",\"detail\":\"no such function\"}";

        assertThat(failureOf(twoContainers(refused, brokenOff)).code()).isEqualTo(ErrorCode.DOWNLOAD_AUTH_FAILED);
        assertThat(failureOf(twoContainers(brokenOff, broken)).code()).isEqualTo(ErrorCode.LOAD_FAILED);
    }

    private Failure failureOf(Pod pod) {
        var status = reader.read(job("Failed", "BackoffLimitExceeded"), List.of(pod), LATER);
        return ((JobStatus.Failed) status).failure();
    }

    private static Pod twoContainers(String download, String load) {
        Pod loader = terminated(CREATED, 42, load);
        var other = terminated(CREATED, 42, download)
                .getStatus()
                .getContainerStatuses()
                .getFirst();
        other.setName(JobTemplate.DOWNLOAD);
        loader.getStatus().getContainerStatuses().add(other);
        return loader;
    }

    @Test
    void callsAJobStalledThatRanIntoItsDeadline() {
        assertThat(reader.read(job("Failed", "DeadlineExceeded"), List.of(), LATER))
                .isInstanceOfSatisfying(
                        JobStatus.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(ErrorCode.JOB_STALLED));
    }

    @Test
    void handsOnWhatASuccessfulScriptSaid() {
        Pod failedBefore = terminated(CREATED, 1, "");
        Pod succeeded = terminated(SOON, 0, "{\"outcome\":\"succeeded\"}");

        assertThat(reader.read(job("Complete", ""), List.of(failedBefore, succeeded), LATER))
                .isEqualTo(new JobStatus.Succeeded(Optional.of("{\"outcome\":\"succeeded\"}")));
    }

    @Test
    void believesACompleteJobWhosePodIsGone() {
        assertThat(reader.read(job("Complete", ""), List.of(), LATER))
                .isEqualTo(new JobStatus.Succeeded(Optional.empty()));
    }

    private static Job job() {
        return new JobBuilder().withNewStatus().endStatus().build();
    }

    private static Job job(String condition, String reason) {
        return new JobBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .withReason(reason)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod terminated(Instant created, int exitCode, String message) {
        return pod(
                created,
                new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(exitCode)
                        .withReason(exitCode == 0 ? "Completed" : "Error")
                        .withMessage(message)
                        .endTerminated());
    }

    private static Pod pod(Instant created, ContainerStateBuilder state) {
        return new PodBuilder()
                .withNewMetadata()
                .withCreationTimestamp(created.toString())
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName(JobTemplate.CONTAINER)
                .withState(state.build())
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod unscheduled(String message) {
        return new PodBuilder()
                .withNewMetadata()
                .withCreationTimestamp(CREATED.toString())
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withMessage(message)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod evicted(Instant created, String message) {
        return terminated(created, 137, "")
                .edit()
                .editStatus()
                .withReason("Evicted")
                .withMessage(message)
                .endStatus()
                .build();
    }

    private static JobStatus waiting(String text, ErrorCode code) {
        return new JobStatus.Waiting(WaitReason.of(text, code));
    }
}
