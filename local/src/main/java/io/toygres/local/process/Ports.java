package io.toygres.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of this machine. */
public final class Ports {
    private Ports() {}

    /** A loopback port that nobody listens on now. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
