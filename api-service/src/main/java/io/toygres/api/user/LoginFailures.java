package io.toygres.api.user;

import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Tables {@code login_failures} and {@code known_addresses}. */
@ApplicationScoped
class LoginFailures {

    private static final String FIND =
            "SELECT subject, failures, last_at FROM login_failures WHERE subject = ANY (:subjects) AND last_at > :since";

    private static final String ADD = """
            INSERT INTO login_failures AS known (subject, failures, last_at)
            SELECT subject, 1, :now::timestamptz FROM unnest(:subjects::text[]) AS subject ORDER BY subject
            ON CONFLICT (subject) DO UPDATE SET last_at = excluded.last_at,
                failures = CASE WHEN known.last_at > :since THEN least(known.failures + 1, 1000) ELSE 1 END""";

    private static final String KNOW = """
            INSERT INTO known_addresses (subject, last_at) VALUES (:subject, :now)
            ON CONFLICT (subject) DO UPDATE SET last_at = excluded.last_at""";

    private static final String IS_KNOWN =
            "SELECT EXISTS (SELECT FROM known_addresses WHERE subject = :subject AND last_at > :since) AS known";

    /** How often something failed, and when last. */
    record Count(int failures, Instant lastAt) {}

    /** @param since what failed before is forgiven */
    Map<String, Count> find(Tx tx, Collection<String> subjects, Instant since) {
        Map<String, Count> found = new HashMap<>();
        tx.sql(FIND)
                .bind("subjects", subjects.toArray(String[]::new))
                .bind("since", since)
                .list(row ->
                        found.put(row.text("subject"), new Count(row.integer("failures"), row.instant("last_at"))));
        return found;
    }

    void add(Tx tx, Collection<String> subjects, Instant now, Instant since) {
        tx.sql(ADD)
                .bind("subjects", subjects.toArray(String[]::new))
                .bind("now", now)
                .bind("since", since)
                .update();
    }

    void succeeded(Tx tx, String account, Instant now) {
        tx.sql("DELETE FROM login_failures WHERE subject = :subject")
                .bind("subject", account)
                .update();
        tx.sql(KNOW).bind("subject", account).bind("now", now).update();
    }

    boolean isKnown(Tx tx, String account, Instant since) {
        return tx.sql(IS_KNOWN).bind("subject", account).bind("since", since).one(row -> row.flag("known"));
    }

    void purge(Tx tx, Instant failuresBefore, Instant knownBefore) {
        tx.sql("DELETE FROM login_failures WHERE last_at < :before")
                .bind("before", failuresBefore)
                .update();
        tx.sql("DELETE FROM known_addresses WHERE last_at < :before")
                .bind("before", knownBefore)
                .update();
    }
}
