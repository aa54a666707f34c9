package io.toygres.localcluster.statefulset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.toygres.localcluster.store.Json;
import java.util.HashMap;
import java.util.Map;

/** The pods that a StatefulSet wants: {@code name-0}, {@code name-1}, …, each with the template's revision as a label. */
final class SetPods {
    private static final String REVISION = "controller-revision-hash";
    private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";
    private static final String POD_INDEX = "apps.kubernetes.io/pod-index";

    private SetPods() {}

    static String name(StatefulSet set, int ordinal) {
        return set.getMetadata().getName() + "-" + ordinal;
    }

    static int ordinal(StatefulSet set, Pod pod) {
        return Integer.parseInt(pod.getMetadata()
                .getName()
                .substring(set.getMetadata().getName().length() + 1));
    }

    /** A name for the template's contents. */
    static String revision(StatefulSet set) {
        int hash = Json.encode(set.getSpec().getTemplate()).hashCode();
        return set.getMetadata().getName() + "-" + Integer.toHexString(hash);
    }

    /** Whether it is of the template as it is now. */
    static boolean isCurrent(StatefulSet set, Pod pod) {
        return revision(set).equals(pod.getMetadata().getLabels().get(REVISION));
    }

    static Pod wanted(StatefulSet set, int ordinal) {
        String name = name(set, ordinal);
        PodTemplateSpec template = set.getSpec().getTemplate();
        Map<String, String> labels = new HashMap<>(template.getMetadata().getLabels());
        labels.put(REVISION, revision(set));
        labels.put(POD_NAME, name);
        labels.put(POD_INDEX, Integer.toString(ordinal));
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(set.getMetadata().getNamespace())
                .withLabels(labels)
                .withAnnotations(template.getMetadata().getAnnotations())
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("StatefulSet")
                .withName(set.getMetadata().getName())
                .withUid(set.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(template.getSpec())
                .editSpec()
                .withHostname(name)
                .withSubdomain(set.getSpec().getServiceName())
                .endSpec()
                .build();
    }
}
