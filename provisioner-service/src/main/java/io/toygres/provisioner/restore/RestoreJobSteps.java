package io.toygres.provisioner.restore;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.Progress;
import io.toygres.job.JobProgress;
import io.toygres.job.JobRequest.JobName;
import io.toygres.job.JobSettings;
import io.toygres.job.JobStatus;
import io.toygres.job.Jobs;
import io.toygres.job.LastProgress;
import io.toygres.operation.Outcome;
import io.toygres.operation.Turn;
import io.toygres.operation.Undone;
import io.toygres.provisioner.instance.Instance;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.InstanceState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The steps that make the restore Job, follow it to its end, and take it away. */
@Singleton
public final class RestoreJobSteps {

    /** The script reports every second; the end of the Job wakes the step anyway. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private static final Duration ROOM_FOR_VERDICT = Duration.ofMinutes(5);

    private final InstanceObjects objects;
    private final Jobs jobs;
    private final RestoreJob restoreJob;
    private final Duration jobDeadline;
    private final Duration stalledAfter;

    RestoreJobSteps(
            InstanceObjects objects, Jobs jobs, RestoreJob restoreJob, RestoreConfig config, JobSettings settings) {
        this.objects = objects;
        this.jobs = jobs;
        this.restoreJob = restoreJob;
        this.jobDeadline = config.jobDeadline();
        this.stalledAfter = settings.stalledAfter();
    }

    /** Later than the Job's own deadline, so that it is the Job's verdict that counts. */
    Duration deadline() {
        return jobDeadline.plus(ROOM_FOR_VERDICT);
    }

    Outcome<RestoreState> createJob(RestoreState state, Turn turn) {
        ensureJob(state);
        return Outcome.next(state.withLoaded(LastProgress.none(turn.now())));
    }

    Outcome<RestoreState> awaitJob(RestoreState state, Turn turn) {
        var name =
                new JobName(objects.describe(state).namespace(), state.names().restoreJob());
        return switch (jobs.status(name, turn.now())) {
            // The volume's marker is the proof, with or without the pod's last words: without it no server starts.
            case JobStatus.Succeeded _ -> Outcome.next(state);
            case JobStatus.Failed(var failure) -> new Outcome.Fail<>(failure);
            case JobStatus.Running(var progress) -> running(state, turn, progress);
            case JobStatus.Waiting(var reason) -> standing(state, turn, reason);
            case JobStatus.Missing _ -> {
                // Someone removed it; the script recognises a volume that an earlier Job has finished.
                ensureJob(state);
                yield standing(state, turn, "the Job was gone and is created again");
            }
        };
    }

    public Undone removeJob(InstanceState state, Turn turn) {
        return switch (objects.remove(Job.class, state.names().restoreJob(), state.instanceId())) {
            case Undone.Yes _ -> objects.removePods(state.instanceId(), RestoreJob.COMPONENT);
            case Undone.NotYet notYet -> notYet;
        };
    }

    private void ensureJob(RestoreState state) {
        Instance instance = objects.describe(state);
        ConfigMap scripts = restoreJob.scripts(instance);
        objects.ensure(scripts);
        Job job = objects.ensure(restoreJob.desired(state, instance));
        objects.ensureFor(job, scripts);
    }

    private Outcome<RestoreState> running(RestoreState state, Turn turn, List<JobProgress> latest) {
        LastProgress before = state.loadedAt(turn.now());
        LastProgress loaded = before.update(latest, turn.now());
        if (loaded.workers().isEmpty()) {
            return standing(state, turn, "waiting for the Job's first report");
        }
        Progress newest = told(loaded.workers().getLast());
        if (loaded.equals(before)) {
            return standing(state, turn, newest.message());
        }
        boolean known = before.workers().stream().map(RestoreJobSteps::told).anyMatch(newest::equals);
        List<Event> news =
                known ? List.of() : List.of(new InstanceProgressed(state.operationId(), state.instanceId(), newest));
        return Outcome.waitFor(state.withLoaded(loaded), LOOK_AGAIN, newest.message(), news);
    }

    /** What followers hear of it. */
    private static Progress told(JobProgress progress) {
        return progress.inStep("await-job");
    }

    private Outcome<RestoreState> standing(RestoreState state, Turn turn, String reason) {
        if (state.loadedAt(turn.now()).stalled(stalledAfter, turn.now())) {
            return Outcome.fail(
                    ErrorCode.JOB_STALLED, "no progress for " + stalledAfter.toMinutes() + " minutes; last: " + reason);
        }
        return Outcome.waitFor(state, LOOK_AGAIN, reason);
    }
}
