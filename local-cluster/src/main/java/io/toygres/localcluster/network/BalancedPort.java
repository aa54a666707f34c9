package io.toygres.localcluster.network;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One port at each of a Service's addresses; connections go to the ready pods in turn. */
final class BalancedPort implements AutoCloseable {
    private final List<Relay> relays = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Path> targets;

    private BalancedPort(List<Path> targets) {
        this.targets = List.copyOf(targets);
    }

    /** @param targets sockets that lead into the pods; at least one */
    static BalancedPort open(List<String> addresses, int number, List<Path> targets) throws IOException {
        BalancedPort port = new BalancedPort(targets);
        try {
            for (String address : addresses) {
                port.relays.add(Relay.listen(address, number, port::next));
            }
        } catch (IOException failure) {
            port.close();
            throw failure;
        }
        return port;
    }

    /** For connections from now on. */
    void lead(List<Path> sockets) {
        targets = List.copyOf(sockets);
    }

    private SocketAddress next() {
        List<Path> current = targets;
        return UnixDomainSocketAddress.of(current.get(Math.floorMod(turn.getAndIncrement(), current.size())));
    }

    @Override
    public void close() throws IOException {
        for (Relay relay : relays) {
            relay.close();
        }
    }
}
