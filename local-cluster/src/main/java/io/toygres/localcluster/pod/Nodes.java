package io.toygres.localcluster.pod;

import com.sun.management.OperatingSystemMXBean;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.toygres.localcluster.registry.DeleteRequest;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceTypes;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;

/** The one node there is at a time: {@code toygres-local-1}, then {@code -2}. */
public final class Nodes {
    private static final String PREFIX = "toygres-local-";

    private final Registry registry;
    private final String address;

    public Nodes(Registry registry, String address) {
        this.registry = registry;
        this.address = address;
    }

    /** Adds the first node, if there is none. */
    public void addFirst() {
        if (current().isEmpty()) {
            add(PREFIX + 1);
        }
    }

    /** A new node comes, the old one goes. */
    public String replace() {
        String old = current().orElseThrow();
        String name = PREFIX + (Integer.parseInt(old.substring(PREFIX.length())) + 1);
        add(name);
        registry.delete(new ObjectKey(ResourceTypes.NODES, "", old), DeleteRequest.BACKGROUND);
        return name;
    }

    private Optional<String> current() {
        return registry.list(ResourceTypes.NODES, "").stream()
                .map(node -> node.getMetadata().getName())
                .findFirst();
    }

    /** The whole machine, whatever else runs on it. */
    private static Map<String, Quantity> size() {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        String processors = Integer.toString(Runtime.getRuntime().availableProcessors());
        return Map.of("cpu", new Quantity(processors), "memory", new Quantity(Long.toString(memory)));
    }

    private void add(String name) {
        registry.create(
                ResourceTypes.NODES,
                new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("kubernetes.io/hostname", name)
                        .addToLabels("kubernetes.io/os", "linux")
                        .endMetadata()
                        .withNewStatus()
                        .addToAllocatable(size())
                        .addToCapacity(size())
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
    }
}
