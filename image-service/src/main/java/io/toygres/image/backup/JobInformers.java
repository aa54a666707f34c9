package io.toygres.image.backup;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.image.ManagedNamespace;
import io.toygres.kubernetes.OperationInformers;
import io.toygres.operation.Operations;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Wakes a backup when its Job or the Job's pod changes, so that the Job's end is noticed at once. */
@Singleton
final class JobInformers {

    private final OperationInformers informers;

    JobInformers(KubernetesClient client, ManagedNamespace managed, Operations operations) {
        this.informers = new OperationInformers(client, managed.name(), operations::wake);
    }

    void onStart(@Observes StartupEvent event) {
        informers.start(List.of(Job.class, Pod.class));
    }

    void onStop(@Observes ShutdownEvent event) {
        informers.close();
    }
}
