package io.toygres.provisioner.watch;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.kubernetes.OperationInformer;
import io.toygres.operation.Operations;
import io.toygres.provisioner.instance.ClusterConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Watches the kinds of objects whose changes a step waits for. */
@Singleton
final class InstanceWatch {

    private final KubernetesClient client;
    private final Operations operations;
    private final String namespace;
    private List<OperationInformer<?>> informers = List.of();

    InstanceWatch(KubernetesClient client, Operations operations, ClusterConfig config) {
        this.client = client;
        this.operations = operations;
        this.namespace = config.namespace();
    }

    void start(@Observes StartupEvent event) {
        informers = Stream.of(Pod.class, PersistentVolumeClaim.class, Service.class, Job.class)
                .<OperationInformer<?>>map(kind -> OperationInformer.start(client, namespace, kind, operations::wake))
                .toList();
    }

    void stop(@Observes ShutdownEvent event) {
        informers.forEach(OperationInformer::close);
    }
}
