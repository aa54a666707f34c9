package io.toygres.localcluster.network;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;

/** The ports of a pod at its own address. */
public final class PodListeners implements AutoCloseable {
    private final List<Relay> relays = new ArrayList<>();

    private PodListeners() {}

    /** @param sockets the Unix socket that leads to a port inside the pod */
    public static PodListeners open(String address, Collection<Integer> ports, IntFunction<Path> sockets)
            throws IOException {
        PodListeners listeners = new PodListeners();
        try {
            for (int port : ports) {
                var socket = UnixDomainSocketAddress.of(sockets.apply(port));
                listeners.relays.add(Relay.listen(address, port, () -> socket));
            }
        } catch (IOException failure) {
            listeners.close();
            throw failure;
        }
        return listeners;
    }

    @Override
    public void close() throws IOException {
        for (Relay relay : relays) {
            relay.close();
        }
    }
}
