package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.kubernetes.OperationInformers;
import io.toygres.operation.Operations;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Watches the kinds of objects whose changes a step waits for. */
@Singleton
final class InstanceInformers {

    private final OperationInformers informers;

    InstanceInformers(KubernetesClient client, ClusterConfig cluster, Operations operations) {
        this.informers = new OperationInformers(client, cluster.namespace(), operations::wake);
    }

    void onStart(@Observes StartupEvent event) {
        informers.start(List.of(Pod.class, PersistentVolumeClaim.class, Service.class, Job.class));
    }

    void onStop(@Observes ShutdownEvent event) {
        informers.close();
    }
}
