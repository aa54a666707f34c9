package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;

/** The StatefulSet that keeps exactly one server running on the instance's volume. */
final class ServerStatefulSet {

    private ServerStatefulSet() {}

    static StatefulSet desired(Instance instance, ServerPod pod) {
        return new StatefulSetBuilder()
                .withMetadata(instance.metadata(instance.names().statefulSet(), Instance.SERVER))
                .withNewSpec()
                .withReplicas(1)
                .withServiceName(instance.names().service())
                .withNewSelector()
                .withMatchLabels(instance.selector(Instance.SERVER))
                .endSelector()
                .withNewTemplate()
                .withMetadata(podMetadata(instance))
                .withSpec(pod.spec(instance))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static ObjectMeta podMetadata(Instance instance) {
        return new ObjectMetaBuilder()
                .withLabels(instance.labels(Instance.SERVER))
                .build();
    }
}
