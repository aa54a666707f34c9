package io.toygres.api.webhook;

import io.toygres.api.access.Access;
import io.toygres.api.access.Caller;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.audit.Audit;
import io.toygres.api.cms.MetadataRequest;
import io.toygres.api.event.ChangeStore;
import io.toygres.api.event.Position;
import io.toygres.api.http.EntityTags;
import io.toygres.api.operation.Requester;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers webhooks, and changes them, each in the transaction that it is given. */
@ApplicationScoped
class Webhooks {

    private final WebhookStore store;
    private final ProgressStore progress;
    private final ChangeStore changes;
    private final WebhookSecrets secrets;
    private final Audit audit;
    private final WebhookConfig config;
    private final Clock clock;

    Webhooks(
            WebhookStore store,
            ProgressStore progress,
            ChangeStore changes,
            WebhookSecrets secrets,
            Audit audit,
            WebhookConfig config,
            Clock clock) {
        this.store = store;
        this.progress = progress;
        this.changes = changes;
        this.secrets = secrets;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /**
     * It is told of what happens from now on.
     *
     * @throws ProblemException PROJECT_NOT_FOUND, or QUOTA_REACHED
     */
    UUID create(Tx tx, Caller caller, String project, CreateWebhookRequest request) {
        if (!store.lockProject(tx, project)) {
            throw CurrentCaller.unknownProject(project);
        }
        if (store.count(tx, project) >= config.perProject()) {
            throw new ProblemException(
                    ProblemCode.QUOTA_REACHED,
                    "project",
                    "It has " + config.perProject() + " webhooks, as many as it may.");
        }
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        store.insert(
                tx,
                new Webhook(
                        id,
                        project,
                        request.validUrl(),
                        request.description(),
                        CreateWebhookRequest.copy(request.types()),
                        MetadataRequest.copy(request.matchLabels()),
                        Objects.requireNonNullElse(request.enabled(), true),
                        null,
                        new Webhook.Keys(secrets.seal(secrets.random(), id), null, null),
                        Requester.of(Optional.of(caller)),
                        now,
                        now,
                        ""),
                caller.credential());
        progress.insert(tx, id, changes.now(tx), now);
        audit.done(tx, "webhook " + id, project);
        return id;
    }

    /** Whatever is changed, attempts begin anew. */
    void change(Tx tx, Access access, UUID id, @Nullable String ifMatch, ChangeWebhookRequest request) {
        Webhook webhook = lock(tx, access, id, ifMatch);
        Instant now = clock.instant();
        store.change(tx, request.applyTo(webhook), now);
        request.wantedPosition().ifPresent(position -> progress.goTo(tx, id, available(tx, position)));
        progress.beginAnew(tx, id, now);
        audit.done(tx, null, webhook.project());
    }

    /** The secret of now goes on signing for a while beside the new one. @return the webhook's id */
    UUID rotate(Tx tx, Access access, UUID id, @Nullable String ifMatch) {
        Webhook webhook = lock(tx, access, id, ifMatch);
        Instant now = clock.instant();
        store.rotate(tx, id, secrets.seal(secrets.random(), id), now.plus(config.oldSecretFor()), now);
        audit.done(tx, null, webhook.project());
        return id;
    }

    void delete(Tx tx, Access access, UUID id, @Nullable String ifMatch) {
        Webhook webhook = lock(tx, access, id, ifMatch);
        store.delete(tx, id);
        audit.done(tx, null, webhook.project());
    }

    /** Its progress first, as outcomes of attempts do: else the two would wait for each other. */
    private Webhook lock(Tx tx, Access access, UUID id, @Nullable String ifMatch) {
        store.read(tx, access, id);
        progress.lock(tx, id);
        Webhook webhook = store.lock(tx, access, id);
        EntityTags.require(ifMatch, webhook.version());
        return webhook;
    }

    private Position available(Tx tx, Position position) {
        if (changes.removed(tx).isAfter(position) || position.isAfter(changes.now(tx))) {
            throw new ProblemException(
                    ProblemCode.POSITION_NOT_AVAILABLE,
                    "position",
                    "Changes after " + position + " were removed, or it is the id of no event.");
        }
        return position;
    }
}
