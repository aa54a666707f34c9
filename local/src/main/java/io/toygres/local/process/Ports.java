package io.toygres.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {
    private static final int FIRST = 24_000;
    /** Where Linux's range for outgoing connections begins. */
    private static final int LAST = 32_768;

    private static final int TRIES = 1000;

    /** What holds the ports that were given out. */
    private static final List<SocketChannel> HELD = new CopyOnWriteArrayList<>();

    private Ports() {}

    /**
     * A loopback port that nobody listens on now. The kernel gives ports of this range to no outgoing connection, and nobody else
     * who asks here gets the same one before this process has ended, in another process neither: the server that it is for may
     * start late, and more than once.
     */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(FIRST, LAST)
                .limit(TRIES)
                .filter(Ports::hold)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No free port between " + FIRST + " and " + LAST));
    }

    /**
     * A socket that is bound and does not listen keeps a port from whoever wants it alone, as it does itself at first, and leaves it to
     * servers, which share it (SO_REUSEADDR in socket(7)). Connections are refused meanwhile.
     */
    private static boolean hold(int port) {
        try {
            SocketChannel socket = SocketChannel.open();
            try {
                socket.bind(at("127.0.0.1", port));
                socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            } catch (IOException taken) {
                socket.close();
                return false;
            }
            return HELD.add(socket);
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }

    /** A port of an IP address, which is never looked up. */
    public static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    /** Whether a server could listen on the port of this address. */
    public static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(at(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a server takes connections there. */
    public static boolean answers(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(at(address, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
