package io.toygres.image.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.job.JobProgress;
import io.toygres.job.JobSettings;
import io.toygres.operation.Outcome;
import io.toygres.operation.Turn;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Watches a Job: passes its progress on, now and then, and notices when there is none, or no pod that could make any. */
@Singleton
final class ProgressWatch {

    private final Duration stalledAfter;

    ProgressWatch(JobSettings jobs) {
        this.stalledAfter = jobs.stalledAfter();
    }

    /** @param reason what the step waits for */
    Outcome<BackupState> look(BackupState state, List<JobProgress> progress, String reason, Turn turn) {
        JobWatch before = Objects.requireNonNullElseGet(state.watch(), () -> JobWatch.begin(turn.now()));
        JobWatch watch = before.sees(progress, turn.now());
        if (watch.last().stalled(stalledAfter, turn.now())) {
            return Outcome.fail(
                    ErrorCode.JOB_STALLED,
                    "The backup Job has shown no progress since %s; last: %s"
                            .formatted(watch.last().since(), reason));
        }
        if (!watch.hasNews(turn.now())) {
            return Outcome.waitFor(state.watched(watch), BackupJobSteps.NEXT_LOOK, reason);
        }
        var told = state.watched(watch.told(turn.now()));
        return Outcome.waitFor(
                told,
                BackupJobSteps.NEXT_LOOK,
                reason,
                List.of(event(state, watch.last().workers().getLast())));
    }

    private static Event event(BackupState state, JobProgress progress) {
        return new ImageProgressed(state.operationId(), state.imageId(), progress.inStep(BackupOperation.AWAIT_JOB));
    }
}
