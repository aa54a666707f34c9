package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.OperationId;
import java.util.List;
import java.util.function.Consumer;

/** The informers of a service: one for each kind of object whose changes its operations wait for. */
public final class OperationInformers implements AutoCloseable {

    private final KubernetesClient client;
    private final String namespace;
    private final Consumer<OperationId> wake;
    private List<OperationInformer<?>> started = List.of();

    /** @param wake as {@link OperationInformer#start} wants it */
    public OperationInformers(KubernetesClient client, String namespace, Consumer<OperationId> wake) {
        this.client = client;
        this.namespace = namespace;
        this.wake = wake;
    }

    public void start(List<Class<? extends HasMetadata>> kinds) {
        started = kinds.stream()
                .<OperationInformer<?>>map(kind -> OperationInformer.start(client, namespace, kind, wake))
                .toList();
    }

    @Override
    public void close() {
        started.forEach(OperationInformer::close);
    }
}
