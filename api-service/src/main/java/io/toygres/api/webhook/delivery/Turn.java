package io.toygres.api.webhook.delivery;

import io.toygres.api.access.Access;
import io.toygres.api.webhook.Webhook;
import io.toygres.api.webhook.WebhookStore;
import io.toygres.api.webhook.connection.Attempt;
import io.toygres.api.webhook.connection.LookupsBusyException;
import io.toygres.api.webhook.delivery.LeaseStore.Lease;
import io.toygres.api.webhook.delivery.PendingChanges.Pending;
import io.toygres.database.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Tells one receiver one event after the other, for as long as it takes them and others need not wait for too long. */
@Singleton
class Turn {

    private final Database database;
    private final WebhookStore webhooks;
    private final PendingChanges pending;
    private final Sender sender;
    private final Outcomes outcomes;

    Turn(Database database, WebhookStore webhooks, PendingChanges pending, Sender sender, Outcomes outcomes) {
        this.database = database;
        this.webhooks = webhooks;
        this.pending = pending;
        this.sender = sender;
        this.outcomes = outcomes;
    }

    /** @param isOver asked before each event */
    void run(Lease lease, BooleanSupplier isOver) throws InterruptedException {
        Optional<Lease> held = Optional.of(lease);
        while (held.isPresent()) {
            List<Pending> window = isOver.getAsBoolean() ? List.of() : window(held.get());
            if (window.isEmpty()) {
                outcomes.released(held.get());
                return;
            }
            held = through(window, held.get(), isOver);
        }
    }

    /** @return the lease as far as it came; empty once it is over */
    private Optional<Lease> through(List<Pending> window, Lease lease, BooleanSupplier isOver)
            throws InterruptedException {
        Lease held = lease;
        for (Pending next : window) {
            if (next.event().isPresent()) {
                if (isOver.getAsBoolean()) {
                    return Optional.of(held);
                }
                Optional<Lease> told = tell(held, next, next.event().get());
                if (told.isEmpty()) {
                    return told;
                }
                held = told.get();
            }
        }
        return outcomes.passed(held, window.getLast().position());
    }

    /** By what the webhook is at this moment: it may have been changed or deleted since the last one. */
    private Optional<Lease> tell(Lease lease, Pending next, OutgoingEvent event) throws InterruptedException {
        Optional<Webhook> webhook = enabled(lease.webhook());
        if (webhook.isEmpty()) {
            outcomes.released(lease);
            return Optional.empty();
        }
        try {
            Attempt attempt = sender.send(webhook.get(), event);
            if (attempt.isDelivered()) {
                return outcomes.delivered(lease, event, attempt, next.position());
            }
            outcomes.failed(lease, webhook.get(), event, attempt);
        } catch (LookupsBusyException _) {
            outcomes.postponed(lease);
        }
        return Optional.empty();
    }

    private List<Pending> window(Lease lease) {
        return enabled(lease.webhook())
                .map(webhook -> database.withConnection(tx -> pending.after(tx, webhook, lease.position())))
                .orElse(List.of());
    }

    private Optional<Webhook> enabled(UUID id) {
        return database.withConnection(tx -> webhooks.find(tx, Access.EVERYTHING, id))
                .filter(Webhook::enabled);
    }
}
