package io.toygres.api.webhook;

import io.toygres.api.access.Access;
import io.toygres.api.http.EntityTags;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.webhook.ProgressStore.ProgressRow;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads webhooks together with how far they are. */
@ApplicationScoped
class WebhookViews {

    private final Database database;
    private final WebhookStore store;
    private final ProgressStore progress;
    private final WebhookSecrets secrets;

    WebhookViews(Database database, WebhookStore store, ProgressStore progress, WebhookSecrets secrets) {
        this.database = database;
        this.store = store;
        this.progress = progress;
        this.secrets = secrets;
    }

    /** A webhook as it is read. */
    record Read(Webhook webhook, WebhookView view) {

        String tag() {
            return EntityTags.of(webhook.version());
        }
    }

    Page<WebhookView> page(PageQuery query) {
        return database.withConnection(tx -> {
            Page<Webhook> page = store.page(tx, query);
            Map<UUID, ProgressRow> found =
                    progress.find(tx, page.items().stream().map(Webhook::id).toList());
            List<WebhookView> views = page.items().stream()
                    .flatMap(webhook -> Optional.ofNullable(found.get(webhook.id())).stream()
                            .map(it -> WebhookView.of(webhook, it)))
                    .toList();
            return new Page<>(views, page.nextCursor());
        });
    }

    /** @throws io.toygres.api.problem.ProblemException WEBHOOK_NOT_FOUND */
    Read read(Access access, UUID id) {
        return database.withConnection(tx -> {
            Webhook webhook = store.read(tx, access, id);
            ProgressRow found = progress.find(tx, List.of(id)).get(id);
            if (found == null) {
                throw WebhookStore.unknown(id);
            }
            return new Read(webhook, WebhookView.of(webhook, found));
        });
    }

    NewWebhook withSecret(Read read) {
        Webhook webhook = read.webhook();
        return new NewWebhook(
                read.view(),
                secrets.open(webhook.keys().current(), webhook.id()).reveal());
    }
}
