package io.toygres.api.command;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.EncryptedSecret;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.secret.Keyring;
import io.toygres.secret.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;

/** Table {@code idempotency_keys}: which requests were answered, and how. */
@ApplicationScoped
class IdempotencyKeys {

    /** Waits while another transaction holds the key, so that a request and its repetition can't both run. */
    private static final String CLAIM = """
            INSERT INTO idempotency_keys (username, key, digest_encrypted, digest_owner, created_at)
            VALUES (:user, :key, :digest, :owner, :now) ON CONFLICT DO NOTHING""";

    private static final String FIND = """
            SELECT digest_encrypted, digest_owner, location, body FROM idempotency_keys
            WHERE username = :user AND key = :key""";

    private static final String REMEMBERS = """
            SELECT EXISTS (SELECT FROM idempotency_keys
                WHERE username = :user AND key = :key AND created_at >= :since) AS known""";

    private static final String ANSWER = """
            UPDATE idempotency_keys SET location = :location, body = :body WHERE username = :user AND key = :key""";

    private static final String EXPIRE =
            "DELETE FROM idempotency_keys WHERE username = :user AND key = :key AND created_at < :before";

    private final Database database;
    private final Keyring keyring;
    private final IdempotencyConfig config;
    private final Clock clock;

    IdempotencyKeys(Database database, Keyring keyring, IdempotencyConfig config, Clock clock) {
        this.database = database;
        this.keyring = keyring;
        this.config = config;
        this.clock = clock;
    }

    private record Remembered(EncryptedSecret digest, UUID owner, Answer answer) {}

    /**
     * Runs the work unless the key has an answer already.
     *
     * @throws ProblemException IDEMPOTENCY_KEY_REUSED when that answer was to another request
     */
    Answer once(Tx tx, String user, String key, String request, Supplier<Answer> work) {
        Instant now = clock.instant();
        tx.sql(EXPIRE)
                .bind("user", user)
                .bind("key", key)
                .bind("before", now.minus(config.keep()))
                .send();
        if (!claim(tx, user, key, request, now)) {
            return repeat(tx, user, key, request);
        }
        Answer answer = work.get();
        tx.sql(ANSWER)
                .bind("user", user)
                .bind("key", key)
                .bind("location", answer.location())
                .bind("body", answer.body())
                .send();
        return answer;
    }

    boolean remembers(Tx tx, String user, String key) {
        return tx.sql(REMEMBERS)
                .bind("user", user)
                .bind("key", key)
                .bind("since", clock.instant().minus(config.keep()))
                .one(row -> row.flag("known"));
    }

    private boolean claim(Tx tx, String user, String key, String request, Instant now) {
        UUID owner = UUID.randomUUID();
        return tx.sql(CLAIM)
                        .bind("user", user)
                        .bind("key", key)
                        .bind(
                                "digest",
                                keyring.encrypt(new Secret(sha256(request)), owner)
                                        .text())
                        .bind("owner", owner)
                        .bind("now", now)
                        .update()
                == 1;
    }

    private Answer repeat(Tx tx, String user, String key, String request) {
        Remembered remembered = tx.sql(FIND)
                .bind("user", user)
                .bind("key", key)
                .one(row -> new Remembered(
                        new EncryptedSecret(row.text("digest_encrypted")),
                        row.uuid("digest_owner"),
                        new Answer(row.optionalText("location").orElse(null), row.text("body"))));
        if (!keyring.decrypt(remembered.digest(), remembered.owner()).reveal().equals(sha256(request))) {
            throw new ProblemException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    Commands.IDEMPOTENCY_KEY,
                    "The key came before with another address or body.");
        }
        return remembered.answer();
    }

    @Scheduled(every = "${toygres.idempotency.purge-every:1h}", delayed = "1m")
    @RunOnVirtualThread
    void purge() {
        Instant before = clock.instant().minus(config.keep());
        database.useConnection(tx -> tx.sql("DELETE FROM idempotency_keys WHERE created_at < :before")
                .bind("before", before)
                .update());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
