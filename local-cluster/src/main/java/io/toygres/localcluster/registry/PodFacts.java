package io.toygres.localcluster.registry;

import io.fabric8.kubernetes.api.model.Pod;

/** What a pod's status says. */
public final class PodFacts {
    private PodFacts() {}

    /** It has ended and will not run again. */
    public static boolean isOver(Pod pod) {
        return hasPhase(pod, "Succeeded") || hasPhase(pod, "Failed");
    }

    public static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    public static boolean hasPhase(Pod pod, String phase) {
        return phase.equals(pod.getStatus().getPhase());
    }
}
