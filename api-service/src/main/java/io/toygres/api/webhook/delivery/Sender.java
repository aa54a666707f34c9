package io.toygres.api.webhook.delivery;

import io.toygres.api.webhook.Webhook;
import io.toygres.api.webhook.WebhookSecrets;
import io.toygres.api.webhook.connection.Attempt;
import io.toygres.api.webhook.connection.Connector;
import io.toygres.api.webhook.connection.LookupsBusyException;
import io.toygres.secret.UndecryptableSecretException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Signs an event and sends it to a webhook's receiver, once. */
@Singleton
class Sender {

    private static final Logger LOG = Logger.getLogger(Sender.class);

    private final Connector connector;
    private final WebhookSecrets secrets;
    private final Clock clock;

    Sender(Connector connector, WebhookSecrets secrets, Clock clock) {
        this.connector = connector;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Takes no longer than the time-out, whatever the receiver does.
     *
     * @throws LookupsBusyException when its host was not even looked up
     */
    Attempt send(Webhook webhook, OutgoingEvent event) throws LookupsBusyException, InterruptedException {
        long begin = System.nanoTime();
        try {
            return connector.post(webhook.url(), webhook.project(), headers(webhook, event), event.body());
        } catch (UndecryptableSecretException _) {
            return Attempt.failed("The secret can't be read: rotate it.", took(begin));
        } catch (RuntimeException e) {
            LOG.warnf(e, "an attempt has a fault webhookId=%s", webhook.id());
            return Attempt.failed("The answer could not be read.", took(begin));
        }
    }

    private Map<String, String> headers(Webhook webhook, OutgoingEvent event) {
        Instant now = clock.instant();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", OutgoingEvent.MEDIA_TYPE);
        headers.put("User-Agent", "Toygres-Webhooks/1");
        headers.put("webhook-id", event.id());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", secrets.sign(webhook, event.id(), now, event.body()));
        return headers;
    }

    private static Duration took(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
