package io.toygres.provisioner;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.InstanceId;
import io.toygres.kubernetes.Labels;
import java.util.List;

/** What there is of the kinds that the service makes, in the namespace that is its own. */
public final class ManagedObjects {

    public static final String NAMESPACE = "toygres-managed";

    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            PersistentVolumeClaim.class,
            Secret.class,
            ConfigMap.class,
            Job.class,
            StatefulSet.class,
            Service.class,
            Pod.class);

    private ManagedObjects() {}

    /** All but the authorities, which the Jobs of all instances share. */
    static List<HasMetadata> all(KubernetesClient client) {
        return KINDS.stream()
                .<HasMetadata>flatMap(kind -> client.resources(kind).inNamespace(NAMESPACE).list().getItems().stream())
                .filter(object -> !object.getMetadata().getName().startsWith("toygres-job-authorities"))
                .toList();
    }

    public static List<HasMetadata> of(KubernetesClient client, InstanceId instance) {
        return all(client).stream()
                .filter(object -> object.getMetadata().getLabels() != null
                        && instance.toString()
                                .equals(object.getMetadata().getLabels().get(Labels.INSTANCE_ID)))
                .toList();
    }
}
