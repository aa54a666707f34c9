package io.toygres.tool.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** A port of this machine that leads to another one, from when it is opened on. */
public final class PortForward implements AutoCloseable {

    private final ServerSocket socket;
    private final int target;

    private PortForward(ServerSocket socket, int target) {
        this.socket = socket;
        this.target = target;
    }

    /** @param port leads to {@code target} from now on */
    public static PortForward open(int port, int target) throws IOException {
        var forward = new PortForward(new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1")), target);
        Thread.ofVirtual().start(forward::serve);
        return forward;
    }

    private void serve() {
        try {
            while (true) {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
                Thread.ofVirtual().start(() -> copy(client, server));
                Thread.ofVirtual().start(() -> copy(server, client));
            }
        } catch (SocketException _) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // one of the two hung up
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
