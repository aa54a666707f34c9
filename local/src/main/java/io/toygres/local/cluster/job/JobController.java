package io.toygres.local.cluster.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.toygres.local.cluster.registry.DeleteRequest;
import io.toygres.local.cluster.registry.Events;
import io.toygres.local.cluster.registry.ReconcileQueue;
import io.toygres.local.cluster.registry.Registry;
import io.toygres.local.cluster.registry.Timestamps;
import io.toygres.local.cluster.store.ApiException;
import io.toygres.local.cluster.store.Change;
import io.toygres.local.cluster.store.ObjectKey;
import io.toygres.local.cluster.store.ResourceTypes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs Jobs: counts pods that have ended, decides, and keeps one pod running until there is a verdict. */
public final class JobController implements AutoCloseable {
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

    private final Registry registry;
    private final Events events;
    private final Clock clock;
    private final Duration backoff;
    private final JobPods pods;
    private final ReconcileQueue<JobId> queue;
    private final Map<String, Instant> lastFailure = new ConcurrentHashMap<>();

    private record JobId(String namespace, String name) {}

    /** @param backoff before the first retry; doubles up to ten minutes. Kubernetes has ten seconds. */
    public JobController(Registry registry, Events events, Clock clock, Duration backoff) {
        this.registry = registry;
        this.events = events;
        this.clock = clock;
        this.backoff = backoff;
        this.pods = new JobPods(registry);
        this.queue = new ReconcileQueue<>("job", this::reconcile);
        registry.listen(
                ResourceTypes.JOBS,
                change -> queue.add(
                        new JobId(change.key().namespace(), change.key().name())));
        registry.listen(ResourceTypes.PODS, this::podChanged);
    }

    private void podChanged(Change change) {
        for (var owner : change.object().at("/metadata/ownerReferences")) {
            if (owner.path("kind").asText().equals("Job")) {
                queue.add(new JobId(change.key().namespace(), owner.path("name").asText()));
            }
        }
    }

    private Optional<Duration> reconcile(JobId id) {
        Optional<Job> found = registry.find(ResourceTypes.JOBS, id.namespace(), id.name());
        releaseStrays(id, found);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Job job = found.get();
        List<Pod> all = pods.of(job);
        if (JobConditions.finished(job)) {
            all.stream().filter(JobPods::isUncounted).forEach(pods::release);
            return expire(job);
        }
        boolean decided = count(job, all);
        if (job.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        if (decided) {
            return conclude(id, all);
        }
        return proceed(job, all);
    }

    /** Pods whose Job is gone, or another one of the same name, are counted by nobody. */
    private void releaseStrays(JobId id, Optional<Job> job) {
        for (Pod pod : registry.list(ResourceTypes.PODS, id.namespace())) {
            boolean stray = pod.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owner.getKind().equals("Job")
                            && owner.getName().equals(id.name())
                            && (job.isEmpty()
                                    || !owner.getUid()
                                            .equals(job.get().getMetadata().getUid())));
            if (stray && JobPods.isUncounted(pod)) {
                pods.release(pod);
            }
        }
    }

    /** Takes pods that have ended into the status, and writes down what follows. True when that is a verdict. */
    private boolean count(Job job, List<Pod> all) {
        List<Pod> ended = all.stream()
                .filter(pod -> JobPods.isUncounted(pod) && JobPods.isOver(pod))
                .toList();
        long active = all.stream().filter(pod -> !JobPods.isOver(pod)).count();
        long ready = all.stream().filter(JobController::isReady).count();
        String namespace = job.getMetadata().getNamespace();
        Optional<Job> counted =
                registry.edit(ResourceTypes.JOBS, namespace, job.getMetadata().getName(), current -> {
                    JobStatus status = current.getStatus();
                    if (status.getStartTime() == null) {
                        status.setStartTime(Timestamps.now(clock));
                    }
                    status.setActive(active == 0 ? null : (int) active);
                    status.setReady((int) ready);
                    ended.forEach(pod -> add(current, pod));
                    judge(current);
                });
        ended.forEach(pods::release);
        return counted.isPresent()
                && (JobConditions.holds(counted.get(), "SuccessCriteriaMet")
                        || JobConditions.holds(counted.get(), "FailureTarget"));
    }

    private void add(Job job, Pod pod) {
        JobStatus status = job.getStatus();
        if (JobPods.hasPhase(pod, "Succeeded")) {
            status.setSucceeded(orZero(status.getSucceeded()) + 1);
            return;
        }
        switch (FailurePolicy.judge(job.getSpec().getPodFailurePolicy(), pod)) {
            case FailurePolicy.Ignore ignored -> {}
            case FailurePolicy.Count counted -> failed(job);
            case FailurePolicy.FailJob fatal -> {
                failed(job);
                target(job, "PodFailurePolicy", fatal.message());
            }
        }
    }

    private void failed(Job job) {
        job.getStatus().setFailed(orZero(job.getStatus().getFailed()) + 1);
        lastFailure.put(job.getMetadata().getUid(), clock.instant());
    }

    private void judge(Job job) {
        JobStatus status = job.getStatus();
        if (orZero(status.getSucceeded()) >= job.getSpec().getCompletions()) {
            JobConditions.add(
                    job,
                    "SuccessCriteriaMet",
                    "CompletionsReached",
                    "Reached expected number of succeeded pods",
                    Timestamps.now(clock));
        } else if (orZero(status.getFailed()) > job.getSpec().getBackoffLimit()) {
            target(job, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        } else if (untilDeadline(job).filter(left -> !left.isPositive()).isPresent()) {
            target(job, "DeadlineExceeded", "Job was active longer than specified deadline");
        }
    }

    private void target(Job job, String reason, String message) {
        if (!JobConditions.holds(job, "SuccessCriteriaMet")) {
            JobConditions.add(job, "FailureTarget", reason, message, Timestamps.now(clock));
        }
    }

    /** Stops what still runs; when nothing does, the Job has its end. */
    private Optional<Duration> conclude(JobId id, List<Pod> all) {
        List<Pod> running = all.stream().filter(pod -> !JobPods.isOver(pod)).toList();
        for (Pod pod : running) {
            if (pod.getMetadata().getDeletionTimestamp() == null) {
                delete(pod);
            }
        }
        if (!running.isEmpty()) {
            return Optional.empty();
        }
        String now = Timestamps.now(clock);
        Optional<Job> done = registry.edit(ResourceTypes.JOBS, id.namespace(), id.name(), job -> {
            job.getStatus().setActive(null);
            job.getStatus().setReady(0);
            Optional<JobCondition> failure = JobConditions.find(job, "FailureTarget");
            if (failure.isPresent()) {
                JobConditions.add(
                        job, "Failed", failure.get().getReason(), failure.get().getMessage(), now);
            } else {
                job.getStatus().setCompletionTime(now);
                JobConditions.add(
                        job, "Complete", "CompletionsReached", "Reached expected number of succeeded pods", now);
            }
        });
        done.ifPresent(job -> {
            lastFailure.remove(job.getMetadata().getUid());
            String reason = JobConditions.holds(job, "Complete") ? "Completed" : "Failed";
            events.normal("job-controller", job, reason, "Job " + reason.toLowerCase(Locale.ROOT));
        });
        return done.flatMap(this::expire);
    }

    /** Keeps one pod running, with a pause after each failure, until the deadline. */
    private Optional<Duration> proceed(Job job, List<Pod> all) {
        boolean waitForEnd = job.getSpec().getPodFailurePolicy() != null;
        boolean busy = all.stream()
                .anyMatch(pod ->
                        !JobPods.isOver(pod) && (waitForEnd || pod.getMetadata().getDeletionTimestamp() == null));
        Optional<Duration> deadline = untilDeadline(job);
        if (busy) {
            return deadline;
        }
        Duration pause = pause(job);
        if (pause.isPositive()) {
            return deadline.isPresent() && deadline.get().compareTo(pause) < 0 ? deadline : Optional.of(pause);
        }
        try {
            Pod pod = pods.create(job);
            events.normal(
                    "job-controller",
                    job,
                    "SuccessfulCreate",
                    "Created pod: " + pod.getMetadata().getName());
        } catch (ApiException refused) {
            events.warning("job-controller", job, "FailedCreate", "Error creating: " + refused.getMessage());
            return Optional.of(Duration.ofSeconds(1));
        }
        return deadline;
    }

    private Duration pause(Job job) {
        Instant failure = lastFailure.get(job.getMetadata().getUid());
        int failures = orZero(job.getStatus().getFailed());
        if (failure == null || failures == 0) {
            return Duration.ZERO;
        }
        Duration pause = backoff.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration capped = pause.compareTo(LONGEST_BACKOFF) < 0 ? pause : LONGEST_BACKOFF;
        return Duration.between(clock.instant(), failure.plus(capped));
    }

    private Optional<Duration> untilDeadline(Job job) {
        Long seconds = job.getSpec().getActiveDeadlineSeconds();
        String start = job.getStatus().getStartTime();
        return seconds == null || start == null
                ? Optional.empty()
                : Optional.of(
                        Duration.between(clock.instant(), Instant.parse(start).plusSeconds(seconds)));
    }

    /** {@code ttlSecondsAfterFinished}. */
    private Optional<Duration> expire(Job job) {
        Integer seconds = job.getSpec().getTtlSecondsAfterFinished();
        if (seconds == null || job.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        Instant end = JobConditions.find(job, "Complete")
                .or(() -> JobConditions.find(job, "Failed"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .orElse(clock.instant());
        Duration left = Duration.between(clock.instant(), end.plusSeconds(seconds));
        if (left.isPositive()) {
            return Optional.of(left);
        }
        // In the background, where the real one deletes in the foreground: pods that have ended hold nobody up.
        registry.delete(
                new ObjectKey(
                        ResourceTypes.JOBS,
                        job.getMetadata().getNamespace(),
                        job.getMetadata().getName()),
                DeleteRequest.BACKGROUND);
        return Optional.empty();
    }

    private void delete(Pod pod) {
        try {
            registry.delete(
                    new ObjectKey(
                            ResourceTypes.PODS,
                            pod.getMetadata().getNamespace(),
                            pod.getMetadata().getName()),
                    DeleteRequest.BACKGROUND);
        } catch (ApiException gone) {
            if (gone.code() != 404) {
                throw gone;
            }
        }
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static int orZero(Integer number) {
        return number == null ? 0 : number;
    }

    @Override
    public void close() {
        queue.close();
    }
}
