package io.toygres.localcluster.network;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP port of this machine whose connections go on to a Unix socket, chosen anew for each, or a Unix socket whose connections go
 * on to a TCP port. An end of one direction is passed on as such, so that a client may finish sending and still read.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Relay.class.getName());
    private static final int BUFFER = 256 * 1024;

    private final ServerSocketChannel listener;
    private final Target target;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /** Chooses where a connection goes. */
    interface Target {
        /** @throws IOException when there is nowhere to go; the connection is closed */
        SocketAddress choose() throws IOException;
    }

    private Relay(ServerSocketChannel listener, Target target) {
        this.listener = listener;
        this.target = target;
    }

    static Relay listen(String address, int port, Target target) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.bind(new InetSocketAddress(InetAddress.getByName(address), port), 512);
        } catch (BindException taken) {
            listener.close();
            throw new BindException(
                    address + ":" + port + " is taken, as it is when a server of this machine listens on 0.0.0.0:"
                            + port + ": " + taken.getMessage());
        } catch (IOException failure) {
            listener.close();
            throw failure;
        }
        return start(new Relay(listener, target), address + ":" + port);
    }

    /**
     * A way out of a pod.
     *
     * @param socket is made; its path must be short: the kernel takes 107 bytes
     */
    public static Relay lead(Path socket, InetSocketAddress target) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listener.bind(UnixDomainSocketAddress.of(socket), 128);
        } catch (IOException failure) {
            listener.close();
            throw failure;
        }
        return start(new Relay(listener, () -> target), target.toString());
    }

    private static Relay start(Relay relay, String name) {
        Thread.ofVirtual().name("relay-" + name).start(relay::accept);
        return relay;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                Thread.ofVirtual().name("relay-in").start(() -> serve(client));
            } catch (IOException closed) {
                LOG.log(Level.DEBUG, "a relay ends", closed);
            }
        }
    }

    private void serve(SocketChannel client) {
        open.add(client);
        try (client;
                SocketChannel server = SocketChannel.open(target.choose())) {
            withoutDelay(client);
            withoutDelay(server);
            Thread back = Thread.ofVirtual().name("relay-out").start(() -> pump(server, client));
            pump(client, server);
            back.join();
        } catch (IOException refused) {
            LOG.log(Level.DEBUG, "a connection could not be relayed", refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static void withoutDelay(SocketChannel channel) throws IOException {
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    /** A broken connection breaks both ways. */
    private static void pump(SocketChannel from, SocketChannel to) {
        try {
            copy(from, to);
            to.shutdownOutput();
        } catch (IOException broken) {
            LOG.log(Level.DEBUG, "a relayed connection broke", broken);
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void copy(ByteChannel from, ByteChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            buffer.clear();
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            LOG.log(Level.DEBUG, "closing a broken connection", alreadyBroken);
        }
    }

    /** Stops listening and breaks what is open. */
    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(Relay::closeQuietly);
    }
}
