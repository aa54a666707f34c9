package io.toygres.local.identity;

import io.toygres.local.process.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy for HTTPS (the CONNECT method, RFC 9110 section 9.3.6) that leads a few names of Azure to servers of this machine
 * and refuses every other.
 */
public final class ConnectProxy implements AutoCloseable {
    private static final int LONGEST_REQUEST = 8192;
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Pattern CONNECT = Pattern.compile("CONNECT ([^ :]+):443 HTTP/1\\.[01]");

    private final ServerSocketChannel listener;
    private final Map<String, InetSocketAddress> routes;

    private ConnectProxy(ServerSocketChannel listener, Map<String, InetSocketAddress> routes) {
        this.listener = listener;
        this.routes = Map.copyOf(routes);
    }

    /**
     * Starts it.
     *
     * @param routes where to go for a name, whose port is always 443; an address that is not resolved is looked up for each connection
     */
    public static ConnectProxy start(InetSocketAddress listen, Map<String, InetSocketAddress> routes) {
        try {
            ConnectProxy proxy = new ConnectProxy(ServerSocketChannel.open().bind(listen), routes);
            Thread.ofVirtual().name("connect-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not listen on " + listen, e);
        }
    }

    /** Value for {@code HTTPS_PROXY}. */
    public String url() {
        return "http://" + listener.socket().getInetAddress().getHostAddress() + ":"
                + listener.socket().getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on after any error, such as no more file descriptors, until {@link #close()}. */
    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (ClosedChannelException e) {
                // close() was called.
            } catch (IOException e) {
                System.err.println("The proxy could not accept a connection: " + e.getMessage());
                Pause.of(AFTER_TROUBLE);
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            String request = firstLine(client);
            Optional<InetSocketAddress> target = target(request);
            if (target.isEmpty()) {
                refuse(client, request);
                return;
            }
            try (SocketChannel server = SocketChannel.open(resolved(target.get()))) {
                send(client, "HTTP/1.1 200 Connection Established\r\n\r\n");
                Relay.between(client, server);
            }
        } catch (IOException e) {
            // One of the two hung up: the other sees its connection close.
        }
    }

    private Optional<InetSocketAddress> target(String request) {
        Matcher connect = CONNECT.matcher(request);
        return connect.matches() ? Optional.ofNullable(routes.get(connect.group(1))) : Optional.empty();
    }

    private static InetSocketAddress resolved(InetSocketAddress target) throws UnknownHostException {
        return target.isUnresolved()
                ? new InetSocketAddress(InetAddress.getByName(target.getHostString()), target.getPort())
                : target;
    }

    private void refuse(SocketChannel client, String request) throws IOException {
        String body = "This proxy leads to port 443 of %s only. It was asked: %s%n"
                .formatted(String.join(", ", new TreeSet<>(routes.keySet())), request);
        send(
                client,
                "HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    /** Reads the whole head of the request; what follows it is meant for the server. */
    private static String firstLine(SocketChannel client) throws IOException {
        StringBuilder head = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (head.length() < LONGEST_REQUEST && head.indexOf("\r\n\r\n") < 0 && client.read(one) > 0) {
            head.append((char) one.get(0));
            one.clear();
        }
        return head.toString().lines().findFirst().orElse("");
    }

    private static void send(SocketChannel client, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }
}
