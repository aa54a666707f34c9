package io.toygres.api.login;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sessions}.
 *
 * @param address from where the login came
 * @param userAgent the program that logged in, as it calls itself
 * @param lastUsedAt to the minute
 * @param endsAt at the latest
 */
record Session(
        UUID id,
        String username,
        @Nullable String address,
        @Nullable String userAgent,
        Instant createdAt,
        Instant lastUsedAt,
        Instant endsAt) {}
