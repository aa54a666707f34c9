package io.toygres.image.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.toygres.contract.ContractJson;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.job.FollowedJob;
import io.toygres.job.JobFollower;
import io.toygres.job.JobSlots;
import io.toygres.messaging.Json;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.UndoOutcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The steps that are about the backup Job. */
@Singleton
final class BackupJobSteps {

    private static final Duration ENDING = Duration.ofSeconds(1);

    private final BackupJobObjects objects;
    private final JobFollower follower;
    private final JobSlots slots;
    private final ResultReader results;

    BackupJobSteps(BackupJobObjects objects, JobFollower follower, JobSlots slots, ResultReader results) {
        this.objects = objects;
        this.follower = follower;
        this.slots = slots;
        this.results = results;
    }

    Outcome<BackupState> create(BackupState state, Attempt attempt) {
        objects.ensure(state);
        return Outcome.next(state);
    }

    Outcome<BackupState> await(BackupState state, Attempt attempt) {
        return switch (follower.look(objects.name(state.imageId()), state.watch(), attempt)) {
            case FollowedJob.UnderWay job ->
                job.waitWith(
                        state.watched(job.watch()),
                        progress -> new ImageProgressed(state.operationId(), state.imageId(), progress));
            case FollowedJob.Gone() ->
                Outcome.fail(ErrorCode.JOB_FAILED, "The backup Job was deleted before its result was read.");
            case FollowedJob.Succeeded(Optional<String> message) -> {
                slots.release(state.operationId());
                yield Outcome.next(state.uploaded(
                        message.map(BackupJobSteps::report).orElseGet(() -> results.find(state.imageId()))));
            }
            case FollowedJob.Failed(Failure failure) -> new Outcome.Fail<>(failure);
        };
    }

    /** Done once the pods are gone too: until then one of them could write into the container. */
    UndoOutcome remove(BackupState state, Attempt attempt) {
        return objects.gone(state)
                ? UndoOutcome.done()
                : UndoOutcome.waitFor(ENDING, "the backup Job's pods are ending");
    }

    private static UploadReport report(String message) {
        try {
            return Json.mapper().readValue(message, UploadReport.class);
        } catch (InvalidDefinitionException e) {
            throw ContractJson.unreadable(e);
        } catch (JsonProcessingException e) {
            throw ResultReader.incomplete("the Job succeeded without a readable result: " + e.getOriginalMessage());
        }
    }
}
