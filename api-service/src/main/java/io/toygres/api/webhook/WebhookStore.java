package io.toygres.api.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.toygres.api.access.Access;
import io.toygres.api.http.Cursor;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.operation.Requester;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.EncryptedSecret;
import io.toygres.database.Row;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import io.toygres.messaging.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code webhooks}. */
@ApplicationScoped
public class WebhookStore {

    private static final String SELECT = """
            SELECT id, project, url, description, types, match_labels::text AS match_labels, enabled, disabled_reason, secret_encrypted,
                   previous_secret_encrypted, previous_secret_until, created_by, created_via, created_token,
                   created_at, updated_at, xmin::text AS version
            FROM webhooks""";

    private static final String FIND = SELECT + " WHERE id = :id AND " + Access.CONDITION;

    /** Those who register at the same time wait for each other, and for who deletes the project. */
    private static final String LOCK_PROJECT =
            "SELECT FROM projects WHERE name = :project AND deleted_at IS NULL FOR NO KEY UPDATE";

    private static final String COUNT = "SELECT count(*) FROM webhooks WHERE project = :project";

    private static final String INSERT = """
            INSERT INTO webhooks (id, project, url, description, types, match_labels, enabled, secret_encrypted,
                created_by, created_via, created_token, created_at, updated_at)
            VALUES (:id, :project, :url, :description, :types, :labels::text::jsonb, :enabled, :secret,
                :created_by, :created_via, (SELECT name FROM tokens WHERE id = :credential::uuid), :now, :now)""";

    private static final String CHANGE = """
            UPDATE webhooks SET url = :url, description = :description, types = :types, match_labels = :labels::text::jsonb,
                enabled = :enabled, disabled_reason = CASE WHEN :enabled THEN NULL ELSE disabled_reason END, updated_at = :now
            WHERE id = :id""";

    private static final String ROTATE = """
            UPDATE webhooks SET secret_encrypted = :secret, previous_secret_encrypted = secret_encrypted,
                previous_secret_until = :until, updated_at = :now
            WHERE id = :id""";

    private static final String FORGET_SECRETS = """
            UPDATE webhooks SET previous_secret_encrypted = NULL, previous_secret_until = NULL WHERE id = ANY (ARRAY(
                SELECT id FROM webhooks WHERE previous_secret_until <= :now FOR UPDATE SKIP LOCKED))""";

    private static final String DISABLE = """
            UPDATE webhooks SET enabled = false, disabled_reason = :reason, updated_at = :now WHERE id = :id AND enabled""";

    Page<Webhook> page(Tx tx, PageQuery query) {
        return query.read(tx, SELECT, WebhookStore::map, webhook -> Cursor.newest(webhook.createdAt(), webhook.id()));
    }

    public Optional<Webhook> find(Tx tx, Access access, UUID id) {
        return access.bind(tx.sql(FIND)).bind("id", id).find(WebhookStore::map);
    }

    /** @throws ProblemException WEBHOOK_NOT_FOUND */
    public Webhook read(Tx tx, Access access, UUID id) {
        return find(tx, access, id).orElseThrow(() -> unknown(id));
    }

    /**
     * Reads it for a change: nobody else changes it until the transaction ends.
     *
     * @throws ProblemException WEBHOOK_NOT_FOUND
     */
    Webhook lock(Tx tx, Access access, UUID id) {
        return access.bind(tx.sql(FIND + " FOR UPDATE"))
                .bind("id", id)
                .find(WebhookStore::map)
                .orElseThrow(() -> unknown(id));
    }

    static ProblemException unknown(UUID id) {
        return new ProblemException(ProblemCode.WEBHOOK_NOT_FOUND, "There is no webhook " + id + ".");
    }

    /** Whether it is as it was read. */
    public boolean isOfVersion(Tx tx, Webhook webhook) {
        return find(tx, Access.EVERYTHING, webhook.id())
                .filter(now -> now.version().equals(webhook.version()))
                .isPresent();
    }

    /** @return false when there is no such project */
    boolean lockProject(Tx tx, String project) {
        return tx.sql(LOCK_PROJECT).bind("project", project).update() == 1;
    }

    long count(Tx tx, String project) {
        return tx.sql(COUNT).bind("project", project).one(row -> row.number("count"));
    }

    /** @param credential the token that it is registered with; null for none */
    void insert(Tx tx, Webhook webhook, @Nullable UUID credential) {
        Requester creator = Objects.requireNonNull(webhook.creator());
        written(tx.sql(INSERT), webhook, webhook.createdAt())
                .bind("created_by", creator.name())
                .bind("created_via", creator.via().wireName())
                .bind("credential", credential)
                .bind("project", webhook.project())
                .bind("secret", webhook.keys().current().text())
                .update();
    }

    /** Writes what users set; once it is enabled the reason why it was not is gone. */
    void change(Tx tx, Webhook webhook, Instant now) {
        written(tx.sql(CHANGE), webhook, now).update();
    }

    void rotate(Tx tx, UUID id, EncryptedSecret secret, Instant previousUntil, Instant now) {
        tx.sql(ROTATE)
                .bind("id", id)
                .bind("secret", secret.text())
                .bind("until", previousUntil)
                .bind("now", now)
                .update();
    }

    /** Of those that sign no more nothing is kept. */
    void forgetSecrets(Tx tx, Instant now) {
        tx.sql(FORGET_SECRETS).bind("now", now).update();
    }

    /** @return false when it is disabled already */
    public boolean disable(Tx tx, UUID id, String reason, Instant now) {
        return tx.sql(DISABLE)
                        .bind("id", id)
                        .bind("reason", reason)
                        .bind("now", now)
                        .update()
                == 1;
    }

    void delete(Tx tx, UUID id) {
        tx.sql("DELETE FROM webhooks WHERE id = :id").bind("id", id).update();
    }

    private static Statement written(Statement statement, Webhook webhook, Instant now) {
        return statement
                .bind("id", webhook.id())
                .bind("url", webhook.url())
                .bind("description", webhook.description())
                .bind("types", webhook.types().toArray(String[]::new))
                .bind("labels", webhook.labelsJson())
                .bind("enabled", webhook.enabled())
                .bind("now", now);
    }

    private static Webhook map(Row row) {
        return new Webhook(
                row.uuid("id"),
                row.text("project"),
                row.text("url"),
                row.optionalText("description").orElse(null),
                row.texts("types"),
                labels(row.text("match_labels")),
                row.flag("enabled"),
                row.optionalText("disabled_reason").orElse(null),
                new Webhook.Keys(
                        new EncryptedSecret(row.text("secret_encrypted")),
                        row.optionalText("previous_secret_encrypted")
                                .map(EncryptedSecret::new)
                                .orElse(null),
                        row.optionalInstant("previous_secret_until").orElse(null)),
                Requester.read(row, "created").orElse(null),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.text("version"));
    }

    private static Map<String, String> labels(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels are unreadable", e);
        }
    }
}
