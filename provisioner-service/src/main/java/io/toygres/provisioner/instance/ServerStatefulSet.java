package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.toygres.kubernetes.PodCustomization;

/** The StatefulSet that keeps exactly one server running on the instance's volume. */
final class ServerStatefulSet {

    private ServerStatefulSet() {}

    static StatefulSet desired(Instance instance, ServerPod pod, PodCustomization customization) {
        return new StatefulSetBuilder()
                .withMetadata(instance.metadata(instance.names().statefulSet(), Instance.SERVER))
                .withNewSpec()
                .withReplicas(1)
                .withServiceName(instance.names().service())
                .withNewSelector()
                .withMatchLabels(instance.selector(Instance.SERVER))
                .endSelector()
                .withTemplate(customization.of(template(instance, pod)))
                .endSpec()
                .build();
    }

    private static PodTemplateSpec template(Instance instance, ServerPod pod) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(instance.labels(Instance.SERVER))
                .endMetadata()
                .withSpec(pod.spec(instance))
                .build();
    }
}
