package io.toygres.image.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.job.JobProgress;
import io.toygres.job.JobStatus;
import io.toygres.job.Jobs;
import io.toygres.messaging.Json;
import io.toygres.operation.Outcome;
import io.toygres.operation.Turn;
import io.toygres.operation.Undone;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The steps that are about the backup Job. */
@Singleton
final class BackupJobSteps {

    /** The Job's end wakes the operation; this look finds progress, and ends that nobody told of. */
    static final Duration NEXT_LOOK = Duration.ofSeconds(2);

    private static final Duration ENDING = Duration.ofSeconds(1);

    private final BackupJobObjects objects;
    private final Jobs jobs;
    private final ProgressWatch watch;
    private final ResultReader results;

    BackupJobSteps(BackupJobObjects objects, Jobs jobs, ProgressWatch watch, ResultReader results) {
        this.objects = objects;
        this.jobs = jobs;
        this.watch = watch;
        this.results = results;
    }

    Outcome<BackupState> create(BackupState state, Turn turn) {
        objects.ensure(state);
        return Outcome.next(state);
    }

    Outcome<BackupState> await(BackupState state, Turn turn) {
        return switch (jobs.status(objects.name(state.imageId()), turn.now())) {
            case JobStatus.Missing() ->
                Outcome.fail(ErrorCode.JOB_FAILED, "The backup Job was deleted before its result was read.");
            case JobStatus.Waiting(String reason) -> watch.look(state, List.of(), reason, turn);
            case JobStatus.Running(List<JobProgress> progress) ->
                watch.look(state, progress, "the backup Job runs", turn);
            case JobStatus.Succeeded(Optional<String> message) ->
                Outcome.next(state.uploaded(
                        message.map(BackupJobSteps::report).orElseGet(() -> results.find(state.imageId()))));
            case JobStatus.Failed(Failure failure) -> Outcome.fail(failure.code(), failure.detail());
        };
    }

    /** Done once the pods are gone too: until then one of them could write into the container. */
    Undone remove(BackupState state, Turn turn) {
        return objects.gone(state) ? Undone.yes() : Undone.notYet(ENDING, "the backup Job's pods are ending");
    }

    private static UploadReport report(String message) {
        try {
            return Json.mapper().readValue(message, UploadReport.class);
        } catch (JsonProcessingException e) {
            throw ResultReader.incomplete("the Job succeeded without a readable result: " + e.getOriginalMessage());
        }
    }
}
