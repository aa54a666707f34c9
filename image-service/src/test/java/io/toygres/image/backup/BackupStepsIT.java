package io.toygres.image.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageEvent.ImageAvailable;
import io.toygres.contract.TerminalException;
import io.toygres.contract.image.ConfirmedBlocks;
import io.toygres.image.EmptyCluster;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.ImageLocation;
import io.toygres.image.blob.LocalBlobStorage;
import io.toygres.kubernetes.ResourceNames;
import io.toygres.messaging.Json;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.Plan;
import io.toygres.operation.Plan.Entry;
import io.toygres.operation.UndoOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps one by one, as the engine calls them when it crashes between a step and its commit. */
final class BackupStepsIT {

    private static LocalBlobStorage storage;
    private static EmptyCluster cluster;
    private static KubernetesClient client;
    private static ImageContainer container;
    private static Plan<BackupState> plan;

    private final BackupState start = BackupState.of(TestCommands.createImage());

    @BeforeAll
    static void begin(@TempDir Path folder) {
        storage = new LocalBlobStorage(folder);
        cluster = new EmptyCluster();
        client = cluster.client();
        container = storage.container();
        plan = TestBackup.operation(client, container).plan();
    }

    @AfterAll
    static void end() {
        cluster.close();
        storage.close();
    }

    static List<String> steps() {
        return TestBackup.steps();
    }

    @Test
    void makesTheSameImageWhenEveryStepRunsTwice() throws Exception {
        BackupState state = start;
        for (Entry<BackupState> entry : plan.entries()) {
            Outcome<BackupState> first = run(entry, state);
            Outcome<BackupState> second = run(entry, state);
            assertThat(kind(second)).as(entry.name()).isEqualTo(kind(first));
            state = after(second);
            playTheJobOnceItIsCreated(entry);
            if (second instanceof Outcome.Done<BackupState> done) {
                assertThat(checksum(done)).isEqualTo(checksum((Outcome.Done<BackupState>) first));
            }
        }
        assertThat(container.read(ImageLocation.manifest(start.imageId()))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void leavesNothingWhenItIsTakenBackAfterAnyStep(String last) throws Exception {
        BackupState state = runUpTo(last);

        for (int i = plan.indexOf(last); i >= 0; i--) {
            undoTwice(plan.entries().get(i), state);
        }

        assertThat(container.list(ImageLocation.prefix(start.imageId()))).isEmpty();
        assertThat(client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(PlayedJob.NAMESPACE)
                        .list()
                        .getItems())
                .noneMatch(job ->
                        job.getMetadata().getName().contains(start.imageId().toString()));
    }

    @Test
    void leavesAnImageAloneThatAnotherOperationCommitted() throws Exception {
        runUpTo("write-manifest");
        BackupState other = BackupState.of(TestCommands.createImage(start.imageId()));
        Entry<BackupState> claim = entry("claim-image");

        assertThatThrownBy(() -> run(claim, other)).isInstanceOfSatisfying(TerminalException.class, e -> assertThat(
                        e.failure().code())
                .isEqualTo(ErrorCode.OBJECT_CONFLICT));
        undoTwice(claim, other);
        assertThat(container.list(ImageLocation.prefix(start.imageId()))).hasSize(4);
    }

    @Test
    void leavesTheJobAloneThatAnotherOperationStarted() throws Exception {
        Entry<BackupState> createJob = entry("create-job");
        run(createJob, start);
        BackupState other = BackupState.of(TestCommands.createImage(start.imageId()));

        assertThatThrownBy(() -> run(createJob, other)).hasMessageContaining("OBJECT_CONFLICT");
        undoTwice(createJob, other);
        assertThat(PlayedJob.await(client, container, start.imageId()).job()).isNotNull();
    }

    @Test
    void removesThePodOfAJobThatSomeoneDeletedWithoutIt() throws Exception {
        BackupState state = after(run(entry("create-job"), start));
        PlayedJob job = PlayedJob.await(client, container, start.imageId());
        client.resource(job.job())
                .withPropagationPolicy(DeletionPropagation.ORPHAN)
                .delete();

        undoTwice(entry("create-job"), state);

        assertThat(client.pods().inNamespace(PlayedJob.NAMESPACE).list().getItems())
                .noneMatch(pod ->
                        pod.getMetadata().getName().contains(start.imageId().toString()));
    }

    @Test
    void letsTheAuthoritiesGoWithTheLastJobThatMountsThem(@TempDir Path folder) throws Exception {
        Path authorities = Files.writeString(folder.resolve("ca.pem"), "PEM");
        BackupJob withAuthorities = TestBackup.job(Map.of("toygres.jobs.ca-file", authorities.toString()));
        new BackupJobObjects(client, withAuthorities).ensure(start);

        Job job = client.batch()
                .v1()
                .jobs()
                .inNamespace(PlayedJob.NAMESPACE)
                .withName(ResourceNames.backupJob(start.imageId()))
                .get();
        assertThat(client.configMaps().inNamespace(PlayedJob.NAMESPACE).list().getItems())
                .singleElement()
                .satisfies(map -> assertThat(map.hasOwnerReferenceFor(job)).isTrue());
    }

    @Test
    void refusesAnUploadWithAFileThatTheJobDidNotName() throws Exception {
        BackupState state = runUpTo("await-job");
        storage.put(state.uploadOrThrow().prefix(start.imageId()) + "intruder", new byte[1]);

        assertThatThrownBy(() -> run(entry("check-listing"), state))
                .hasMessageContaining("UPLOAD_INCOMPLETE")
                .hasMessageContaining("intruder");
    }

    @Test
    void takesBlocksThatTheStorageConfirmedForTheBytes() throws Exception {
        BackupState state = confirmed(true);

        assertThat(after(run(entry("verify-files"), state)).verifiedFiles()).isEqualTo(2);
    }

    @Test
    void refusesAFileWhoseBlocksAreNotThoseThatTheStorageConfirmed() throws Exception {
        BackupState state = confirmed(false);

        assertThatThrownBy(() -> run(entry("verify-files"), state))
                .hasMessageContaining("UPLOAD_INCOMPLETE")
                .hasMessageContaining("0001.data.dump.zst has other blocks");
    }

    /** After a Job whose large file has two blocks, as confirmed; otherwise it lies there in one piece. */
    private BackupState confirmed(boolean inTheseBlocks) throws Exception {
        ConfirmedBlocks blocks = new ConfirmedBlocks("00112233445566778899aabbccddeeff", 60_000);
        BackupState created = after(run(entry("create-job"), after(run(entry("claim-image"), start))));
        PlayedJob job = PlayedJob.await(client, container, start.imageId());
        byte[] content = job.confirm("0001.data.dump.zst", blocks);
        job.succeed(job.upload());
        if (inTheseBlocks) {
            storage.putBlocks(job.prefix() + "0001.data.dump.zst", content, blocks);
        }
        return after(run(entry("check-listing"), after(run(entry("await-job"), created))));
    }

    @Test
    void refusesAResultThatWasChangedAfterTheJobWroteIt() throws Exception {
        BackupState state = runUpTo("await-job");
        storage.put(state.uploadOrThrow().result(), "{}".getBytes(UTF_8));

        assertThatThrownBy(() -> run(entry("check-listing"), state)).hasMessageContaining("UPLOAD_INCOMPLETE");
    }

    @Test
    void findsTheResultOfAFinishedJobWhosePodIsGone() throws Exception {
        BackupState state = runUpTo("claim-image");
        state = after(run(entry("create-job"), state));
        PlayedJob job = PlayedJob.await(client, container, start.imageId());
        String report = job.upload();
        job.succeed(report);
        job.losePod();

        for (String step : List.of("await-job", "check-listing", "verify-files", "remove-other-attempts")) {
            state = after(run(entry(step), state));
        }

        assertThat(state.uploadOrThrow()).isEqualTo(Json.mapper().readValue(report, UploadReport.class));
        assertThat(run(entry("write-manifest"), state)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void doesNotTakeAFinishedJobsWordForAnUploadThatIsNotThere() throws Exception {
        BackupState state = after(run(entry("create-job"), start));
        PlayedJob job = PlayedJob.await(client, container, start.imageId());
        job.succeed("");
        job.losePod();

        assertThatThrownBy(() -> run(entry("await-job"), state)).hasMessageContaining("UPLOAD_INCOMPLETE");
    }

    @Test
    void callsAJobStalledWhosePodNeverComes() throws Exception {
        BackupState created = after(run(entry("create-job"), start));
        Instant begin = Instant.now();
        Outcome<BackupState> first = entry("await-job").step().run(created, at(begin));
        assertThat(first).isInstanceOf(Outcome.Wait.class);
        BackupState waiting = ((Outcome.Wait<BackupState>) first).state();

        Attempt nearlyThere = at(begin.plus(Duration.ofMinutes(29)));
        assertThat(entry("await-job").step().run(waiting, nearlyThere)).isInstanceOf(Outcome.Wait.class);
        Attempt tooLate = at(begin.plus(Duration.ofMinutes(31)));
        assertThat(entry("await-job").step().run(waiting, tooLate))
                .isInstanceOfSatisfying(Outcome.Fail.class, fail -> assertThat(fail.failure())
                        .asString()
                        .contains("JOB_STALLED", "the Job has no pod yet"));
    }

    @Test
    void removesWhatEarlierAttemptsLeft() throws Exception {
        BackupState state = runUpTo("verify-files");
        String leftover = ImageLocation.attemptPrefix(start.imageId(), "an-earlier-pod") + "globals.sql.zst";
        storage.put(leftover, new byte[1]);

        run(entry("remove-other-attempts"), state);

        assertThat(container.read(leftover)).isEmpty();
        assertThat(container.list(state.uploadOrThrow().prefix(start.imageId())))
                .hasSize(3);
    }

    private BackupState runUpTo(String last) throws Exception {
        BackupState state = start;
        for (Entry<BackupState> entry : plan.entries().subList(0, plan.indexOf(last) + 1)) {
            state = after(run(entry, state));
            playTheJobOnceItIsCreated(entry);
        }
        return state;
    }

    private void playTheJobOnceItIsCreated(Entry<BackupState> entry) {
        if (entry.name().equals("create-job")) {
            PlayedJob job = PlayedJob.await(client, container, start.imageId());
            job.succeed(job.upload());
        }
    }

    private static Outcome<BackupState> run(Entry<BackupState> entry, BackupState state) throws Exception {
        return entry.step().run(state, attempt(state));
    }

    private static void undoTwice(Entry<BackupState> entry, BackupState state) throws Exception {
        if (entry.undo().isPresent()) {
            while (entry.undo().get().run(state, attempt(state)) instanceof UndoOutcome.Wait) {
                // What it waits for happens at once here.
            }
            assertThat(entry.undo().get().run(state, attempt(state))).isEqualTo(UndoOutcome.done());
        }
    }

    private static Entry<BackupState> entry(String step) {
        return plan.entries().get(plan.indexOf(step));
    }

    private static Attempt attempt(BackupState state) {
        Instant now = Instant.now();
        return new Attempt(state.operationId(), 1, now, now, now);
    }

    private Attempt at(Instant now) {
        return new Attempt(start.operationId(), 1, now, now, now);
    }

    private static BackupState after(Outcome<BackupState> outcome) {
        return switch (outcome) {
            case Outcome.Next<BackupState>(BackupState state) -> state;
            case Outcome.Done<BackupState> done -> done.state();
            case Outcome.Wait<BackupState> wait -> throw new AssertionError("waits: " + wait.reason());
            case Outcome.Fail<BackupState> fail -> throw new AssertionError(fail.failure());
        };
    }

    private static Class<?> kind(Outcome<BackupState> outcome) {
        return outcome.getClass();
    }

    private static String checksum(Outcome.Done<BackupState> done) {
        return ((ImageAvailable) done.events().getFirst()).checksum();
    }
}
