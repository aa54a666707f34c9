package io.toygres.api.webhook.connection;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Connects to a receiver that may be connected to, and posts something there, once. */
@Singleton
public class Connector {

    private final Receivers receivers;
    private final Authorities authorities;
    private final Duration timeout;

    Connector(Receivers receivers, Authorities authorities, ConnectionConfig config) {
        this.receivers = receivers;
        this.authorities = authorities;
        this.timeout = config.timeout();
    }

    /**
     * Takes no longer than the time-out, whatever the receiver does.
     *
     * @param owner for whom the host is looked up
     * @throws LookupsBusyException when its host was not even looked up
     */
    public Attempt post(String url, String owner, Map<String, String> headers, String body)
            throws LookupsBusyException, InterruptedException {
        long begin = System.nanoTime();
        try {
            Receiver receiver = receivers.allowed(url);
            InetSocketAddress address = receivers.address(receiver, owner, timeout);
            return Attempt.answered(exchange(receiver, address, headers, body, left(begin)), took(begin));
        } catch (IOException | TimeoutException e) {
            return Attempt.failed(words(e), took(begin));
        }
    }

    /** @return the status of the answer */
    private int exchange(
            Receiver receiver, InetSocketAddress address, Map<String, String> headers, String body, Duration within)
            throws IOException, InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            var exchange = new Exchange(socket, receiver, authorities.sockets());
            var coming = new FutureTask<>(() -> exchange.post(address, headers, body));
            Thread thread = Thread.ofVirtual().name("webhook-exchange").start(() -> {
                coming.run();
                exchange.finish();
            });
            int status = coming.get(within.toMillis(), TimeUnit.MILLISECONDS);
            thread.join(within.minus(took(begin)));
            return status;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Duration left(long begin) throws TimeoutException {
        Duration left = timeout.minus(took(begin));
        if (!left.isPositive()) {
            throw new TimeoutException();
        }
        return left;
    }

    private static Duration took(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** For users: nothing of what an exception says but what is ours. */
    private String words(Exception e) {
        return switch (e) {
            case Receivers.RefusedReceiverException refused -> refused.reason();
            case UnknownHostException _ -> "The host has no address.";
            case TimeoutException _ -> "The receiver did not answer within " + timeout.toMillis() + " ms.";
            case SSLException _ -> "TLS failed: the receiver has no certificate of a known authority for its name.";
            case ConnectException _ -> "The receiver takes no connection.";
            case ProtocolException _ -> "The answer could not be read.";
            default -> "The connection broke before the answer.";
        };
    }
}
