package io.toygres.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * The place after a page's last row, in one order. Rows that come or go meanwhile move no page.
 *
 * @param value what the row has in the column that the list is sorted by; a time in microseconds, as PostgreSQL keeps it
 */
public record Cursor(Sort sort, Object value, UUID id) {

    private static final int LONGEST = 200;
    private static final int PARTS = 3;

    /** Of a list that comes newest first. */
    public static Cursor newest(Instant createdAt, UUID id) {
        return new Cursor(Sort.NEWEST, createdAt, id);
    }

    /** URL-safe base64 of {@code <sort> <value> <id>}, opaque to clients. */
    public String encode() {
        String text = sort + " " + sort.write(value) + " " + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /**
     * @param sort of the list that it is sent to
     * @throws ProblemException INVALID_PARAMETER when it is not the cursor of an earlier page, CURSOR_OF_OTHER_SORT when that was of a list
     *     in another order
     */
    static Cursor decode(String text, Sort sort) {
        Cursor cursor = read(text);
        if (!cursor.sort().equals(sort)) {
            throw new ProblemException(
                    ProblemCode.CURSOR_OF_OTHER_SORT,
                    "cursor",
                    "It belongs to a list with sort=" + cursor.sort() + ", and this one has sort=" + sort + ".");
        }
        return cursor;
    }

    private static Cursor read(String text) {
        try {
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException("too long");
            }
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", -1);
            if (parts.length != PARTS) {
                throw new IllegalArgumentException("not three parts");
            }
            Sort sort = Sort.parse(parts[0]);
            return new Cursor(sort, sort.read(parts[1]), UUID.fromString(parts[2]));
        } catch (IllegalArgumentException _) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER,
                    "cursor",
                    "Send next_cursor of an earlier page, unchanged, or none.");
        }
    }
}
