package io.toygres.localcluster.job;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnPodConditionsPattern;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a failed pod means for its Job: the first rule that matches counts. */
sealed interface FailurePolicy {

    /** It is one of the failures that the back-off limit allows. */
    record Count() implements FailurePolicy {}

    /** It never happened. */
    record Ignore() implements FailurePolicy {}

    /** There is no point in trying again. */
    record FailJob(String message) implements FailurePolicy {}

    static FailurePolicy judge(@Nullable PodFailurePolicy policy, Pod pod) {
        List<PodFailurePolicyRule> rules = policy == null ? List.of() : policy.getRules();
        for (int index = 0; index < rules.size(); index++) {
            PodFailurePolicyRule rule = rules.get(index);
            Optional<String> match = match(rule, pod);
            if (match.isPresent()) {
                return switch (rule.getAction()) {
                    case "FailJob" -> new FailJob(match.get() + " matching FailJob rule at index " + index);
                    case "Ignore" -> new Ignore();
                    default -> new Count();
                };
            }
        }
        return new Count();
    }

    private static Optional<String> match(PodFailurePolicyRule rule, Pod pod) {
        String name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
        if (rule.getOnExitCodes() != null) {
            return exitCode(rule.getOnExitCodes(), pod)
                    .map(status -> "Container " + status.getName() + " for pod " + name + " failed with exit code "
                            + status.getState().getTerminated().getExitCode());
        }
        return rule.getOnPodConditions().stream()
                .filter(pattern -> pod.getStatus().getConditions().stream().anyMatch(held -> same(pattern, held)))
                .findFirst()
                .map(pattern -> "Pod " + name + " has condition " + pattern.getType());
    }

    private static boolean same(PodFailurePolicyOnPodConditionsPattern pattern, PodCondition condition) {
        String status = pattern.getStatus() == null ? "True" : pattern.getStatus();
        return pattern.getType().equals(condition.getType()) && status.equals(condition.getStatus());
    }

    private static Optional<ContainerStatus> exitCode(PodFailurePolicyOnExitCodesRequirement requirement, Pod pod) {
        List<ContainerStatus> all = new ArrayList<>(pod.getStatus().getInitContainerStatuses());
        all.addAll(pod.getStatus().getContainerStatuses());
        return all.stream()
                .filter(status -> requirement.getContainerName() == null
                        || requirement.getContainerName().equals(status.getName()))
                .filter(status -> status.getState() != null && status.getState().getTerminated() != null)
                .filter(status -> {
                    int code = status.getState().getTerminated().getExitCode();
                    boolean listed = requirement.getValues().contains(code);
                    return code != 0 && listed == requirement.getOperator().equals("In");
                })
                .findFirst();
    }
}
