package io.toygres.api.webhook.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.toygres.api.event.Position;
import io.toygres.api.webhook.ProgressStore;
import io.toygres.api.webhook.Webhook;
import io.toygres.api.webhook.WebhookStore;
import io.toygres.api.webhook.connection.Attempt;
import io.toygres.api.webhook.delivery.LeaseStore.Failures;
import io.toygres.api.webhook.delivery.LeaseStore.Lease;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Writes down what came of attempts, each in one transaction: what is not written down is done again. */
@Singleton
class Outcomes {

    private final Database database;
    private final ProgressStore progress;
    private final LeaseStore leases;
    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final DeliveryConfig config;
    private final Clock clock;
    private final Backoff backoff;
    private final Counter delivered;
    private final Counter failed;
    private final Counter disabled;

    Outcomes(
            Database database,
            ProgressStore progress,
            LeaseStore leases,
            WebhookStore webhooks,
            DeliveryStore deliveries,
            DeliveryConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.progress = progress;
        this.leases = leases;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.config = config;
        this.clock = clock;
        this.backoff = new Backoff(config.firstRetry(), config.longestRetry(), new SecureRandom());
        this.delivered = meters.counter("toygres.webhook.attempts", "outcome", "delivered");
        this.failed = meters.counter("toygres.webhook.attempts", "outcome", "failed");
        this.disabled = meters.counter("toygres.webhooks.disabled");
    }

    /** @return the lease with the event behind it; empty when it holds no longer: somebody else goes on */
    Optional<Lease> delivered(Lease lease, OutgoingEvent event, Attempt attempt, Position position) {
        delivered.increment();
        return database.inTransaction(tx -> {
            Optional<Lease> moved = moved(tx, lease, position);
            if (moved.isPresent()) {
                note(tx, lease, lease.attempts() + 1, event, attempt);
            }
            return moved;
        });
    }

    /** What lies before the position is not for this webhook. */
    Optional<Lease> passed(Lease lease, Position position) {
        return database.withConnection(tx -> moved(tx, lease, position));
    }

    /**
     * The lease is over. The event is tried again after a pause, or the webhook is disabled; at once when it has been changed meanwhile, since
     * that says nothing about the receiver that it has now.
     *
     * @param webhook as it was when the event was sent
     */
    void failed(Lease lease, Webhook webhook, OutgoingEvent event, Attempt attempt) {
        failed.increment();
        Instant now = clock.instant();
        String error = Objects.requireNonNull(attempt.error());
        database.useTransaction(tx -> {
            Optional<Failures> failures = leases.fail(tx, lease, error, now);
            if (failures.isPresent()) {
                note(tx, lease, failures.get().attempts(), event, attempt);
                if (webhooks.isOfVersion(tx, webhook)) {
                    leases.due(
                            tx,
                            webhook.id(),
                            now.plus(backoff.after(failures.get().attempts())));
                    disableIfHopeless(tx, webhook.id(), failures.get(), attempt, now);
                } else {
                    progress.beginAnew(tx, webhook.id(), now);
                }
            }
        });
    }

    void released(Lease lease) {
        database.useConnection(tx -> leases.release(tx, lease, clock.instant()));
    }

    /** No attempt was made, and none counts. */
    void postponed(Lease lease) {
        Instant due = clock.instant().plus(backoff.after(1));
        database.useConnection(tx -> leases.release(tx, lease, due));
    }

    private Optional<Lease> moved(Tx tx, Lease lease, Position position) {
        boolean holds = leases.move(tx, lease, position, clock.instant());
        return holds ? Optional.of(new Lease(lease.webhook(), lease.token(), position, 0)) : Optional.empty();
    }

    private void note(Tx tx, Lease lease, int number, OutgoingEvent event, Attempt attempt) {
        deliveries.insert(tx, lease.webhook(), Delivery.of(event, number, attempt, clock.instant()));
    }

    private void disableIfHopeless(Tx tx, UUID webhook, Failures failures, Attempt attempt, Instant now) {
        boolean isTooLong = !now.isBefore(failures.since().plus(config.giveUpAfter()));
        if (attempt.isGone() || isTooLong) {
            String reason = attempt.error()
                    + (attempt.isGone()
                            ? " It wants no more."
                            : " No attempt since " + failures.since() + " succeeded.");
            if (webhooks.disable(tx, webhook, reason, now)) {
                tx.afterCommit(disabled::increment);
            }
        }
    }
}
