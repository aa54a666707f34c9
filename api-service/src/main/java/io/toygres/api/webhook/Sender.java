package io.toygres.api.webhook;

import io.toygres.api.webhook.NameLookup.LookupsBusyException;
import io.toygres.secret.Secret;
import io.toygres.secret.UndecryptableSecretException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends one event to one receiver, once. */
@Singleton
class Sender {

    private static final Logger LOG = Logger.getLogger(Sender.class);

    private static final String UNREADABLE = "The answer could not be read.";

    private final Receivers receivers;
    private final Authorities authorities;
    private final WebhookSecrets secrets;
    private final Duration timeout;
    private final Clock clock;

    Sender(Receivers receivers, Authorities authorities, WebhookSecrets secrets, WebhookConfig config, Clock clock) {
        this.receivers = receivers;
        this.authorities = authorities;
        this.secrets = secrets;
        this.timeout = config.timeout();
        this.clock = clock;
    }

    /**
     * What came of an attempt.
     *
     * @param status of HTTP; null when there was no answer
     * @param error what went wrong, a sentence; null when it was delivered
     */
    record Attempt(@Nullable Integer status, @Nullable String error, Duration took) {

        private static final int GONE = 410;

        boolean isDelivered() {
            return error == null;
        }

        /** The receiver wants no more of them, as the Standard Webhooks have it. */
        boolean isGone() {
            return status != null && status == GONE;
        }
    }

    /**
     * Takes no longer than the time-out, whatever the receiver does.
     *
     * @throws LookupsBusyException when its host was not even looked up
     */
    Attempt send(Webhook webhook, OutgoingEvent event) throws LookupsBusyException, InterruptedException {
        long begin = System.nanoTime();
        try {
            Receiver receiver = receivers.allowed(webhook.url());
            Map<String, String> headers = headers(webhook, event);
            InetSocketAddress address = receivers.address(receiver, webhook.project(), timeout);
            return answered(post(receiver, address, headers, event.body(), left(begin)), took(begin));
        } catch (IOException | UndecryptableSecretException | TimeoutException e) {
            return new Attempt(null, words(e), took(begin));
        } catch (RuntimeException e) {
            LOG.warnf(e, "an attempt has a fault webhookId=%s", webhook.id());
            return new Attempt(null, UNREADABLE, took(begin));
        }
    }

    private int post(
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

    private Map<String, String> headers(Webhook webhook, OutgoingEvent event) {
        Instant now = clock.instant();
        List<Secret> keys = webhook.secrets(now).stream()
                .map(secret -> secrets.open(secret, webhook.id()))
                .toList();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", OutgoingEvent.MEDIA_TYPE);
        headers.put("User-Agent", "Toygres-Webhooks/1");
        headers.put("webhook-id", event.id());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", Signature.of(keys, event.id(), now, event.body()));
        return headers;
    }

    private static Attempt answered(int status, Duration took) {
        return new Attempt(status, status / 100 == 2 ? null : "The receiver answered " + status + ".", took);
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
            case UndecryptableSecretException _ -> "The secret can't be read: rotate it.";
            case ProtocolException _ -> UNREADABLE;
            default -> "The connection broke before the answer.";
        };
    }
}
