package io.toygres.localcluster.network;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a label selector selects; an empty one selects everything. */
final class LabelSelectors {
    private LabelSelectors() {}

    static boolean selects(LabelSelector selector, @Nullable Map<String, String> labels) {
        Map<String, String> actual = labels == null ? Map.of() : labels;
        boolean same = selector.getMatchLabels() == null
                || actual.entrySet().containsAll(selector.getMatchLabels().entrySet());
        return same && selector.getMatchExpressions().stream().allMatch(requirement -> meets(requirement, actual));
    }

    /** An operator that this does not know meets nothing. */
    private static boolean meets(LabelSelectorRequirement requirement, Map<String, String> labels) {
        String value = labels.get(requirement.getKey());
        return switch (requirement.getOperator()) {
            case "In" -> value != null && requirement.getValues().contains(value);
            case "NotIn" -> value == null || !requirement.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
