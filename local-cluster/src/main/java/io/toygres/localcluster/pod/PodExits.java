package io.toygres.localcluster.pod;

import io.toygres.localcluster.network.Relay;
import io.toygres.localcluster.runtime.PodNetwork;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ways out of one pod's network that are open. */
final class PodExits implements AutoCloseable {
    private final PodNetwork network;
    private final Path sockets;
    private final Map<InetSocketAddress, Exit> open = new HashMap<>();

    /** @param end stops what listens in the pod and what carries the connections on from there */
    private record Exit(SocketAddress target, Closeable end) {}

    PodExits(PodNetwork network, Path sockets) {
        this.network = network;
        this.sockets = sockets;
    }

    /** Opens what is missing, closes what is no longer wanted. */
    void lead(Map<InetSocketAddress, SocketAddress> wanted) throws IOException, InterruptedException {
        for (InetSocketAddress from : List.copyOf(open.keySet())) {
            Exit exit = open.get(from);
            if (exit != null && !exit.target().equals(wanted.get(from))) {
                close(from, exit);
            }
        }
        for (var way : wanted.entrySet()) {
            if (!open.containsKey(way.getKey())) {
                open.put(way.getKey(), new Exit(way.getValue(), open(way.getKey(), way.getValue())));
            }
        }
    }

    private Closeable open(InetSocketAddress from, SocketAddress target) throws IOException, InterruptedException {
        return switch (target) {
            case UnixDomainSocketAddress pod -> network.lead(from, pod.getPath())::destroy;
            case InetSocketAddress machine -> toMachine(from, machine);
            default -> throw new IllegalArgumentException("no way leads to " + target);
        };
    }

    private Closeable toMachine(InetSocketAddress from, InetSocketAddress target)
            throws IOException, InterruptedException {
        Path socket = sockets.resolve(target.getAddress().getHostAddress() + "-" + target.getPort());
        Files.deleteIfExists(socket);
        Relay relay = Relay.lead(socket, target);
        try {
            Process way = network.lead(from, socket);
            return () -> {
                way.destroy();
                relay.close();
            };
        } catch (IOException | InterruptedException failure) {
            relay.close();
            throw failure;
        }
    }

    private void close(InetSocketAddress from, Exit exit) throws IOException {
        open.remove(from);
        exit.end().close();
    }

    @Override
    public void close() throws IOException {
        for (InetSocketAddress from : List.copyOf(open.keySet())) {
            Exit exit = open.get(from);
            if (exit != null) {
                close(from, exit);
            }
        }
    }
}
