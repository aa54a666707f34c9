package io.toygres.image.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageEvent.ImageAvailable;
import io.toygres.contract.TerminalException;
import io.toygres.image.blob.ImageLocation;
import io.toygres.kubernetes.ResourceNames;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.Plan.Entry;
import io.toygres.operation.UndoOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps one by one, as the engine calls them when it crashes between a step and its commit. */
final class BackupStepsIT extends SteppedBackup {

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

    private static void undoTwice(Entry<BackupState> entry, BackupState state) throws Exception {
        if (entry.undo().isPresent()) {
            while (entry.undo().get().run(state, attempt(state)) instanceof UndoOutcome.Wait) {
                // What it waits for happens at once here.
            }
            assertThat(entry.undo().get().run(state, attempt(state))).isEqualTo(UndoOutcome.done());
        }
    }

    private Attempt at(Instant now) {
        return new Attempt(start.operationId(), 1, now, now, now);
    }

    private static Class<?> kind(Outcome<BackupState> outcome) {
        return outcome.getClass();
    }

    private static String checksum(Outcome.Done<BackupState> done) {
        return ((ImageAvailable) done.events().getFirst()).checksum();
    }
}
