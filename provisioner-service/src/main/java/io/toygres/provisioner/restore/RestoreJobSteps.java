package io.toygres.provisioner.restore;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.job.Verdict;
import io.toygres.job.FollowedJob;
import io.toygres.job.JobFollower;
import io.toygres.job.JobRequest.JobName;
import io.toygres.job.JobSlots;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.UndoOutcome;
import io.toygres.provisioner.instance.Instance;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.InstanceState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The steps that make the restore Job, follow it to its end, and take it away. */
@Singleton
public final class RestoreJobSteps {

    /** How soon a Job is looked at that was just created again. */
    private static final Duration NEXT_LOOK = Duration.ofSeconds(2);

    private final InstanceObjects objects;
    private final JobFollower follower;
    private final JobSlots slots;
    private final RestoreJob restoreJob;
    private final Duration jobDeadline;
    private final Counter bytes = Metrics.counter("toygres.restore.bytes");

    RestoreJobSteps(
            InstanceObjects objects,
            JobFollower follower,
            JobSlots slots,
            RestoreJob restoreJob,
            RestoreConfig config) {
        this.objects = objects;
        this.follower = follower;
        this.slots = slots;
        this.restoreJob = restoreJob;
        this.jobDeadline = config.jobDeadline();
    }

    Duration deadline() {
        return JobFollower.phase(jobDeadline);
    }

    Outcome<RestoreState> createJob(RestoreState state, Attempt attempt) {
        ensureJob(state);
        return Outcome.next(state);
    }

    Outcome<RestoreState> awaitJob(RestoreState state, Attempt attempt) {
        var name =
                new JobName(objects.describe(state).namespace(), state.names().restoreJob());
        return switch (follower.look(name, state.watch(), attempt)) {
            case FollowedJob.UnderWay job ->
                job.waitWith(
                        state.watched(job.watch()),
                        progress -> new InstanceProgressed(state.operationId(), state.instanceId(), progress));
            // The volume's marker is the proof, with or without the pod's termination message: without it no server
            // starts.
            case FollowedJob.Succeeded(Optional<String> message) -> {
                Optional<Verdict.Restored> restored = RestoredImage.in(message);
                restored.ifPresent(result -> bytes.increment((double) result.bytes()));
                slots.release(state.operationId());
                yield Outcome.next(restored.map(Verdict.Restored::report)
                        .map(state::reported)
                        .orElse(state));
            }
            case FollowedJob.Failed(var failure) -> new Outcome.Fail<>(failure);
            case FollowedJob.Gone _ -> {
                // The program recognises a volume that an earlier Job has finished.
                ensureJob(state);
                yield Outcome.waitFor(state, NEXT_LOOK, "the Job was deleted and is created again");
            }
        };
    }

    public UndoOutcome removeJob(InstanceState state, Attempt attempt) {
        return switch (objects.remove(Job.class, state.names().restoreJob(), state.instanceId())) {
            case UndoOutcome.Done _ -> objects.removePods(state.instanceId(), RestoreJob.COMPONENT);
            case UndoOutcome.Wait notYet -> notYet;
        };
    }

    private void ensureJob(RestoreState state) {
        Instance instance = objects.describe(state);
        NetworkPolicy network = restoreJob.network(state, instance);
        Optional<ConfigMap> authorities = restoreJob.authorities(instance);
        authorities.ifPresent(objects::ensure);
        // Before the Job: its pod is never without it.
        objects.ensure(network);
        Job job = objects.ensure(restoreJob.desired(state, instance));
        authorities.ifPresent(map -> objects.ensureFor(job, map));
        objects.ensureFor(job, network);
    }
}
