package io.toygres.image.backup;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.image.ClusterConfig;
import io.toygres.kubernetes.OperationInformer;
import io.toygres.operation.Operations;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Wakes a backup when its Job or the Job's pod changes, so that the Job's end is noticed at once. */
@Singleton
final class JobEvents {

    private final KubernetesClient client;
    private final String namespace;
    private final Operations operations;
    private final List<OperationInformer<?>> informers = new ArrayList<>();

    JobEvents(KubernetesClient client, ClusterConfig cluster, Operations operations) {
        this.client = client;
        this.namespace = cluster.namespace();
        this.operations = operations;
    }

    void onStart(@Observes StartupEvent event) {
        informers.add(OperationInformer.start(client, namespace, Job.class, operations::wake));
        informers.add(OperationInformer.start(client, namespace, Pod.class, operations::wake));
    }

    void onStop(@Observes ShutdownEvent event) {
        informers.forEach(OperationInformer::close);
    }
}
