package io.toygres.localcluster.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.localcluster.registry.DeleteRequest;
import io.toygres.localcluster.registry.Events;
import io.toygres.localcluster.registry.PodFacts;
import io.toygres.localcluster.registry.PodOwners;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceTypes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs Jobs: counts pods that have ended, decides, and keeps one pod running until there is a verdict. */
public final class JobController implements AutoCloseable {
    private static final String COMPONENT = "job-controller";
    private static final Duration CREATE_RETRY = Duration.ofSeconds(1);

    private final Registry registry;
    private final Events events;
    private final JobClock clock;
    private final JobTally tally;
    private final JobPods pods;
    private final PodOwners jobs;

    /** @param backoff before the first retry; doubles up to ten minutes. Kubernetes has ten seconds. */
    public JobController(Registry registry, Events events, Clock clock, Duration backoff) {
        this.registry = registry;
        this.events = events;
        this.clock = new JobClock(clock, backoff);
        this.tally = new JobTally(this.clock);
        this.pods = new JobPods(registry);
        this.jobs = new PodOwners(registry, ResourceTypes.JOBS, this::reconcile);
    }

    private Optional<Duration> reconcile(ObjectKey key) {
        Optional<Job> found = registry.find(ResourceTypes.JOBS, key.namespace(), key.name());
        pods.releaseStrays(key, found);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Job job = found.get();
        List<Pod> all = jobs.pods(job);
        if (JobConditions.finished(job)) {
            all.stream().filter(JobPods::isUncounted).forEach(pods::release);
            return expire(job);
        }
        boolean decided = count(job, all);
        if (job.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        return decided ? conclude(job, all) : proceed(job, all);
    }

    /** Takes pods that have ended into the status, and writes down what follows. True when that is a verdict. */
    private boolean count(Job job, List<Pod> all) {
        Optional<Job> counted = registry.edit(ResourceTypes.JOBS, job, current -> tally.update(current, all));
        all.stream().filter(JobPods::isToCount).forEach(pods::release);
        return counted.filter(JobConditions::decided).isPresent();
    }

    /** Stops what still runs; when nothing does, the Job has its end. */
    private Optional<Duration> conclude(Job job, List<Pod> all) {
        List<Pod> running = all.stream().filter(pod -> !PodFacts.isOver(pod)).toList();
        running.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .forEach(jobs::delete);
        if (!running.isEmpty()) {
            return Optional.empty();
        }
        Optional<Job> ended =
                registry.edit(ResourceTypes.JOBS, job, current -> JobConditions.finish(current, clock.now()));
        ended.ifPresent(done -> {
            clock.forget(done);
            String reason = JobConditions.holds(done, "Complete") ? "Completed" : "Failed";
            events.normal(COMPONENT, done, reason, "Job " + reason.toLowerCase(Locale.ROOT));
        });
        return ended.flatMap(this::expire);
    }

    /** Keeps one pod running, with a pause after each failure, until the deadline. */
    private Optional<Duration> proceed(Job job, List<Pod> all) {
        boolean waitForEnd = job.getSpec().getPodFailurePolicy() != null;
        boolean busy = all.stream()
                .anyMatch(pod -> !PodFacts.isOver(pod)
                        && (waitForEnd || pod.getMetadata().getDeletionTimestamp() == null));
        Optional<Duration> deadline = clock.untilDeadline(job);
        if (busy) {
            return deadline;
        }
        Duration pause = clock.pause(job);
        if (pause.isPositive()) {
            return deadline.filter(left -> left.compareTo(pause) < 0).or(() -> Optional.of(pause));
        }
        return create(job) ? deadline : Optional.of(CREATE_RETRY);
    }

    private boolean create(Job job) {
        try {
            Pod pod = pods.create(job);
            String name = pod.getMetadata().getName();
            events.normal(COMPONENT, job, "SuccessfulCreate", "Created pod: " + name);
            return true;
        } catch (ApiException refused) {
            events.warning(COMPONENT, job, "FailedCreate", "Error creating: " + refused.getMessage());
            return false;
        }
    }

    /** Removes a Job that has finished when its time is over. */
    private Optional<Duration> expire(Job job) {
        Optional<Duration> left = clock.untilExpiry(job);
        if (left.isEmpty() || left.get().isPositive() || job.getMetadata().getDeletionTimestamp() != null) {
            return left;
        }
        // In the background, where the real one deletes in the foreground: pods that have ended hold nobody up.
        registry.deleteIfPresent(ObjectKey.of(ResourceTypes.JOBS, job), DeleteRequest.BACKGROUND);
        return Optional.empty();
    }

    @Override
    public void close() {
        jobs.close();
    }
}
