package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.network.Addresses;
import io.toygres.localcluster.network.PodListeners;
import io.toygres.localcluster.runtime.Directories;
import io.toygres.localcluster.runtime.PodNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A pod's address, and for a pod with ports its network and what leads into it from there. */
final class PodEntrance {
    private final Machine machine;
    private final Path scratch;
    private final Path sockets;
    private final String address;
    private final Set<Integer> ports = new TreeSet<>();
    private @Nullable PodNetwork network;
    private @Nullable PodListeners listeners;
    private boolean released;

    PodEntrance(Machine machine, Pod pod, Path scratch) {
        this.machine = machine;
        this.scratch = scratch;
        this.sockets = machine.sockets().resolve(pod.getMetadata().getUid().substring(0, 8));
        this.address = machine.addresses().allocate(Addresses.Use.POD);
        for (Container container : pod.getSpec().getContainers()) {
            container.getPorts().stream().map(ContainerPort::getContainerPort).forEach(ports::add);
        }
    }

    String address() {
        return address;
    }

    /** Empty for a pod without ports, which shares the machine's network, and while it is not open. */
    Optional<PodNetwork> network() {
        return Optional.ofNullable(network);
    }

    /** @throws IOException a port of its address is taken, for example; then it may be tried again */
    void open() throws IOException, InterruptedException {
        if (network != null || ports.isEmpty()) {
            return;
        }
        PodNetwork opened = PodNetwork.start(machine.spawner(), scratch, address, sockets, ports);
        try {
            listeners = PodListeners.open(address, ports, opened::socket);
            network = opened;
        } catch (IOException failure) {
            opened.close();
            Directories.delete(sockets);
            throw failure;
        }
    }

    /** For good, and gives the address back. */
    void close() throws IOException {
        if (listeners != null) {
            listeners.close();
            listeners = null;
        }
        if (network != null) {
            network.close();
            network = null;
            Directories.delete(sockets);
        }
        if (!released) {
            released = true;
            machine.addresses().release(address);
        }
    }
}
