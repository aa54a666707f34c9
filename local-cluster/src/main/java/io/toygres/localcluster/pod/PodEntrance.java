package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.network.Addresses;
import io.toygres.localcluster.network.Destinations;
import io.toygres.localcluster.network.PodListeners;
import io.toygres.localcluster.runtime.Directories;
import io.toygres.localcluster.runtime.PodNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A pod's address, and for a pod that serves, or that a NetworkPolicy confines, its network and what leads into it and out of it.
 * A policy that comes later does not take a pod out of this machine's network.
 */
final class PodEntrance {
    private final Machine machine;
    private final Path scratch;
    private final Path sockets;
    private final String address;
    private final boolean confined;
    private final Set<Integer> ports = new TreeSet<>();
    private @Nullable PodNetwork network;
    private @Nullable PodListeners listeners;
    private @Nullable PodExits exits;
    private boolean released;

    PodEntrance(Machine machine, Pod pod, Destinations destinations, Path scratch) {
        this.machine = machine;
        this.scratch = scratch;
        this.sockets = machine.sockets().resolve(pod.getMetadata().getUid().substring(0, 8));
        this.address = machine.addresses().allocate(Addresses.Use.POD);
        this.confined = destinations.confined(pod);
        for (Container container : pod.getSpec().getContainers()) {
            container.getPorts().stream().map(ContainerPort::getContainerPort).forEach(ports::add);
        }
    }

    String address() {
        return address;
    }

    /** Empty for a pod that shares the machine's network, and while it is not open. */
    Optional<PodNetwork> network() {
        return Optional.ofNullable(network);
    }

    /** @throws IOException a port of its address is taken, for example; then it may be tried again */
    synchronized void open() throws IOException, InterruptedException {
        if (network != null || (ports.isEmpty() && !confined)) {
            return;
        }
        PodNetwork opened = PodNetwork.start(machine.spawner(), scratch, address, sockets, ports);
        try {
            listeners = PodListeners.open(address, ports, opened::socket);
            network = opened;
            exits = new PodExits(opened, sockets);
        } catch (IOException failure) {
            opened.close();
            Directories.delete(sockets);
            throw failure;
        }
    }

    /** @param destinations where the pod may connect to now */
    synchronized void lead(Map<InetSocketAddress, SocketAddress> destinations)
            throws IOException, InterruptedException {
        if (exits != null) {
            exits.lead(destinations);
        }
    }

    /** For good, and gives the address back. */
    synchronized void close() throws IOException {
        if (exits != null) {
            exits.close();
            exits = null;
        }
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
