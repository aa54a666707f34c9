package io.toygres.api.http;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * The place after a page's last row. Rows that come or go meanwhile move no page.
 *
 * @param createdAt in microseconds, as PostgreSQL keeps it
 */
public record Cursor(Instant createdAt, UUID id) {

    private static final int BYTES = 3 * Long.BYTES;

    /** URL-safe base64 of the microseconds since 1970 and the id: 32 characters, opaque to clients. */
    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws ProblemException INVALID_PARAMETER when it is not the cursor of an earlier page */
    static Cursor decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        if (bytes.length != BYTES) {
            throw invalid();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Instant createdAt = Instant.EPOCH.plus(Math.floorMod(buffer.getLong(), MICROS_TO_9999), ChronoUnit.MICROS);
        return new Cursor(createdAt, new UUID(buffer.getLong(), buffer.getLong()));
    }

    /** Keeps a made-up cursor inside the years that a timestamp can hold. */
    private static final long MICROS_TO_9999 =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));

    private static ProblemException invalid() {
        return new ProblemException(
                ProblemCode.INVALID_PARAMETER, "cursor", "Send next_cursor of an earlier page, unchanged, or none.");
    }
}
