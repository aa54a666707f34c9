package io.toygres.api.audit;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code audit_log}.
 *
 * @param id in the order of writing; 0 for one that is not stored yet
 * @param actor the user; null when nobody was logged in
 * @param via {@code session}, {@code token}, {@code oidc} for an access token, or {@code signature} for a request over Kafka
 * @param credential the session or token
 * @param action an {@code operationId} of the API
 * @param target the address, the id of what was made, or of a request over Kafka
 * @param outcome {@code done} or {@code refused}
 * @param code of the problem that it was refused with
 */
@Schema(name = "AuditEntry", description = "Who did what")
public record AuditEntry(
        long id,
        Instant time,
        @Nullable String actor,
        @Nullable String via,
        @Nullable UUID credential,
        @Nullable String address,
        String action,
        @Nullable String target,
        @Nullable String project,
        String outcome,
        @Nullable String code,
        @Nullable String traceId) {}
