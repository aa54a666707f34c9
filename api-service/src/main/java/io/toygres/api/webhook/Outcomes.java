package io.toygres.api.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.toygres.api.event.Position;
import io.toygres.api.webhook.ProgressStore.Lease;
import io.toygres.api.webhook.Sender.Attempt;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Writes down what came of attempts, each in one transaction: what is not written down is done again. */
@Singleton
class Outcomes {

    private final Database database;
    private final ProgressStore progress;
    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final WebhookConfig config;
    private final Clock clock;
    private final Backoff backoff;
    private final Counter delivered;
    private final Counter failed;
    private final Counter disabled;

    Outcomes(
            Database database,
            ProgressStore progress,
            WebhookStore webhooks,
            DeliveryStore deliveries,
            WebhookConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.progress = progress;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.config = config;
        this.clock = clock;
        this.backoff = new Backoff(config.firstRetry(), config.longestRetry(), new SecureRandom());
        this.delivered = meters.counter("toygres.webhook.attempts", "outcome", "delivered");
        this.failed = meters.counter("toygres.webhook.attempts", "outcome", "failed");
        this.disabled = meters.counter("toygres.webhooks.disabled");
    }

    /** How long a lease lasts: longer than an attempt can take. */
    static Duration lease(WebhookConfig config) {
        return config.timeout().multipliedBy(2).plusSeconds(30);
    }

    /** @return the lease with the event behind it; empty when it holds no longer: somebody else goes on */
    Optional<Lease> delivered(Lease lease, OutgoingEvent event, Attempt attempt, Position position) {
        delivered.increment();
        return database.inTransaction(tx -> {
            Optional<Lease> moved = moved(tx, lease, position);
            if (moved.isPresent()) {
                note(tx, lease, event, attempt);
            }
            return moved;
        });
    }

    /** What lies before the position is not for this webhook. */
    Optional<Lease> passed(Lease lease, Position position) {
        return database.withConnection(tx -> moved(tx, lease, position));
    }

    /** The lease is over. The event is tried again after a pause, or the webhook is disabled. */
    void failed(Lease lease, OutgoingEvent event, Attempt attempt) {
        failed.increment();
        Instant now = clock.instant();
        Instant retry = now.plus(backoff.after(lease.attempts() + 1));
        String error = Objects.requireNonNull(attempt.error());
        database.useTransaction(tx -> {
            if (progress.fail(tx, lease, error, now, retry)) {
                note(tx, lease, event, attempt);
                disableIfHopeless(tx, lease, attempt, now);
            }
        });
    }

    void released(Lease lease) {
        database.useConnection(tx -> progress.release(tx, lease, clock.instant()));
    }

    private Optional<Lease> moved(Tx tx, Lease lease, Position position) {
        boolean holds = progress.move(tx, lease, position, clock.instant().plus(lease(config)));
        return holds ? Optional.of(new Lease(lease.webhook(), lease.token(), position, 0, null)) : Optional.empty();
    }

    private void note(Tx tx, Lease lease, OutgoingEvent event, Attempt attempt) {
        deliveries.insert(tx, lease.webhook(), Delivery.of(event, lease.attempts() + 1, attempt, clock.instant()));
    }

    private void disableIfHopeless(Tx tx, Lease lease, Attempt attempt, Instant now) {
        Instant since = Objects.requireNonNullElse(lease.failingSince(), now);
        boolean isTooLong = !now.isBefore(since.plus(config.giveUpAfter()));
        if (attempt.isGone() || isTooLong) {
            String reason = attempt.error()
                    + (attempt.isGone() ? " It wants no more." : " No attempt since " + since + " succeeded.");
            if (webhooks.disable(tx, lease.webhook(), reason, now)) {
                tx.afterCommit(disabled::increment);
            }
        }
    }
}
