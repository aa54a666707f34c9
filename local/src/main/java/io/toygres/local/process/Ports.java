package io.toygres.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {
    private static final int FIRST = 24_000;
    /** Where Linux's range for outgoing connections begins. */
    private static final int LAST = 32_768;

    private static final int TRIES = 1000;

    private Ports() {}

    /**
     * A loopback port that nobody listens on now. The kernel gives ports of this range to no outgoing connection, so none takes it
     * before the server does that it is for.
     */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(FIRST, LAST)
                .limit(TRIES)
                .filter(port -> isFree("127.0.0.1", port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No free port between " + FIRST + " and " + LAST));
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
