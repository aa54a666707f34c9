package io.toygres.api.token;

import io.toygres.api.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code tokens}, without the secret.
 *
 * @param user who made it: it may never more than they may
 * @param projects of those that the user reaches; null for all of them
 * @param lastUsedAt to the minute; null until it was used
 */
@Schema(name = "Token", description = "What a program logs in with; its secret is shown once")
public record Token(
        UUID id,
        String user,
        String name,
        Role role,
        @Nullable List<String> projects,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    public Token {
        projects = projects == null ? null : List.copyOf(projects);
    }
}
