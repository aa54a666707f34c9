package io.toygres.local.cluster.pod;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.toygres.local.cluster.registry.DeleteRequest;
import io.toygres.local.cluster.registry.Registry;
import io.toygres.local.cluster.store.ObjectKey;
import io.toygres.local.cluster.store.ResourceTypes;
import java.util.concurrent.atomic.AtomicInteger;

/** The one node there is at a time. */
public final class Nodes {
    private static final String PREFIX = "toygres-local-";

    private final Registry registry;
    private final String address;
    private final AtomicInteger count = new AtomicInteger();

    public Nodes(Registry registry, String address) {
        this.registry = registry;
        this.address = address;
    }

    /** Adds the next node. */
    public String add() {
        String name = PREFIX + count.incrementAndGet();
        registry.create(
                ResourceTypes.NODES,
                new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("kubernetes.io/hostname", name)
                        .addToLabels("kubernetes.io/os", "linux")
                        .endMetadata()
                        .withNewStatus()
                        .addNewAddress()
                        .withType("InternalIP")
                        .withAddress(address)
                        .endAddress()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withReason("KubeletReady")
                        .endCondition()
                        .withNewNodeInfo()
                        .withKubeletVersion("v1.32.0+toygres-local")
                        .withContainerRuntimeVersion("bubblewrap")
                        .withOperatingSystem("linux")
                        .endNodeInfo()
                        .endStatus()
                        .build());
        return name;
    }

    /** A new node comes, the old one goes. */
    public String replace() {
        String old = PREFIX + count.get();
        String name = add();
        registry.delete(new ObjectKey(ResourceTypes.NODES, "", old), DeleteRequest.BACKGROUND);
        return name;
    }
}
