package io.toygres.localcluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.toygres.localcluster.pod.Nodes;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.List;

/** What is in a cluster before anyone has created anything: its namespaces, its storage class, its node. */
final class FirstObjects {
    private static final List<String> USUAL_NAMESPACES = List.of("default", "kube-system");

    private FirstObjects() {}

    /** Creates what is missing. */
    static void create(Registry registry, Nodes nodes, List<String> namespaces) {
        USUAL_NAMESPACES.forEach(name -> registry.createOnce(ResourceTypes.NAMESPACES, namespace(name)));
        namespaces.forEach(name -> registry.createOnce(ResourceTypes.NAMESPACES, namespace(name)));
        registry.createOnce(ResourceTypes.STORAGE_CLASSES, storageClass());
        nodes.addFirst();
    }

    private static Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    private static StorageClass storageClass() {
        return new StorageClassBuilder()
                .withNewMetadata()
                .withName("toygres-local")
                .addToAnnotations("storageclass.kubernetes.io/is-default-class", "true")
                .endMetadata()
                .withProvisioner("toygres.io/local")
                .withReclaimPolicy("Delete")
                .withVolumeBindingMode("WaitForFirstConsumer")
                .withAllowVolumeExpansion(true)
                .build();
    }
}
