package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.toygres.localcluster.pod.ContainerState.Running;
import io.toygres.localcluster.pod.ContainerState.Terminated;
import io.toygres.localcluster.pod.ContainerState.Waiting;
import io.toygres.localcluster.registry.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The status that follows from what runs. */
final class PodStatuses {
    private PodStatuses() {}

    static PodStatus of(Pod pod, String phase, PodContainers containers, Instant now) {
        PodStatus before = pod.getStatus();
        boolean initialized = containers.initial().stream().allMatch(PodStatuses::succeeded);
        boolean ready = phase.equals("Running") && containers.main().stream().allMatch(ContainerWorker::ready);
        boolean done = phase.equals("Succeeded");
        List<PodCondition> conditions = new ArrayList<>();
        for (PodCondition condition : before.getConditions()) {
            if (condition.getType().equals("PodScheduled")
                    || condition.getType().equals("DisruptionTarget")) {
                conditions.add(condition);
            }
        }
        conditions.add(condition(before, "Initialized", initialized || done, "ContainersNotInitialized", now));
        String reason = done ? "PodCompleted" : "ContainersNotReady";
        conditions.add(condition(before, "ContainersReady", ready, reason, now));
        conditions.add(condition(before, "Ready", ready, reason, now));
        return new PodStatusBuilder(before)
                .withPhase(phase)
                .withPodIPs(new PodIP(before.getPodIP()))
                .withConditions(conditions)
                .withInitContainerStatuses(containers.initial().stream()
                        .map(PodStatuses::container)
                        .toList())
                .withContainerStatuses(
                        containers.main().stream().map(PodStatuses::container).toList())
                .build();
    }

    static PodCondition condition(PodStatus before, String type, boolean value, String reasonIfNot, Instant now) {
        String status = value ? "True" : "False";
        Optional<PodCondition> old = before.getConditions().stream()
                .filter(candidate -> candidate.getType().equals(type))
                .findFirst();
        boolean same = old.isPresent() && old.get().getStatus().equals(status);
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(value ? null : reasonIfNot)
                .withLastTransitionTime(same ? old.get().getLastTransitionTime() : Timestamps.of(now))
                .build();
    }

    private static boolean succeeded(ContainerWorker worker) {
        return worker.state() instanceof Terminated ended && ended.succeeded();
    }

    private static ContainerStatus container(ContainerWorker worker) {
        ContainerStatusBuilder status = new ContainerStatusBuilder()
                .withName(worker.container().getName())
                .withImage(worker.container().getImage())
                .withImageID(worker.container().getImage())
                .withRestartCount(worker.restarts())
                .withReady(worker.ready() || (worker.initial() && succeeded(worker)))
                .withStarted(worker.started())
                .withState(state(worker.state()).build());
        worker.last().ifPresent(last -> status.withLastState(state(last).build()));
        if (!(worker.state() instanceof Waiting) || worker.last().isPresent()) {
            status.withContainerID("bwrap://" + worker.id());
        }
        return status.build();
    }

    private static ContainerStateBuilder state(ContainerState state) {
        ContainerStateBuilder builder = new ContainerStateBuilder();
        return switch (state) {
            case Waiting waiting ->
                builder.withNewWaiting()
                        .withReason(waiting.reason())
                        .withMessage(waiting.message().isEmpty() ? null : waiting.message())
                        .endWaiting();
            case Running running ->
                builder.withNewRunning()
                        .withStartedAt(Timestamps.of(running.started()))
                        .endRunning();
            case Terminated ended ->
                builder.withNewTerminated()
                        .withExitCode(ended.exit().code())
                        .withReason(ended.reason())
                        .withMessage(ended.message().isEmpty() ? null : ended.message())
                        .withStartedAt(Timestamps.of(ended.started()))
                        .withFinishedAt(Timestamps.of(ended.exit().at()))
                        .endTerminated();
        };
    }
}
