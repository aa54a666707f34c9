package io.toygres.api.login;

import io.toygres.api.access.Caller;
import io.toygres.api.access.Role;
import io.toygres.api.user.User;
import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Table {@code sessions}. One that is past its end, was not used for too long, or is not of its user's epoch counts as gone; so does a
 * disabled user's.
 */
@ApplicationScoped
class SessionStore {

    private static final String SELECT = """
            SELECT sessions.id, username, address, user_agent, sessions.created_at, last_used_at, ends_at,
                   users.name, users.role, users.projects
            FROM sessions JOIN users ON users.id = user_id AND users.epoch = sessions.epoch AND NOT users.disabled
            WHERE ends_at > :now AND last_used_at > :idle_since AND\s""";

    private static final String INSERT = """
            INSERT INTO sessions
                (id, token_mac, username, user_id, epoch, address, user_agent, created_at, last_used_at, ends_at)
            SELECT :id::uuid, :hash, name, users.id, epoch, :address, :user_agent, :created_at::timestamptz,
                   :created_at::timestamptz, :ends_at::timestamptz
            FROM users WHERE name = :username""";

    private static final String FIND = SELECT + "token_mac = :hash";

    private static final String FIND_BY_ID = SELECT + "sessions.id = :id";

    private static final String LIST =
            SELECT + "users.name = :username ORDER BY sessions.created_at DESC, sessions.id LIMIT 200";

    private static final String PURGE = "DELETE FROM sessions WHERE ends_at <= :now OR last_used_at <= :idle_since";

    /** A session in force. */
    record InUse(UUID id, Instant lastUsedAt, Caller caller) {}

    /** @param hash the token's */
    void insert(Tx tx, Session session, String hash) {
        tx.sql(INSERT)
                .bind("id", session.id())
                .bind("hash", hash)
                .bind("username", session.username())
                .bind("address", session.address())
                .bind("user_agent", session.userAgent())
                .bind("created_at", session.createdAt())
                .bind("ends_at", session.endsAt())
                .update();
    }

    Optional<InUse> find(Tx tx, String hash, Instant now, Instant idleSince) {
        return tx.sql(FIND)
                .bind("hash", hash)
                .bind("now", now)
                .bind("idle_since", idleSince)
                .find(SessionStore::inUse);
    }

    Optional<InUse> find(Tx tx, UUID id, Instant now, Instant idleSince) {
        return tx.sql(FIND_BY_ID)
                .bind("id", id)
                .bind("now", now)
                .bind("idle_since", idleSince)
                .find(SessionStore::inUse);
    }

    List<Session> of(Tx tx, String username, Instant now, Instant idleSince) {
        return tx.sql(LIST)
                .bind("username", username)
                .bind("now", now)
                .bind("idle_since", idleSince)
                .list(SessionStore::map);
    }

    void used(Tx tx, UUID id, Instant now) {
        tx.sql("UPDATE sessions SET last_used_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("now", now)
                .update();
    }

    /** @return whether there was such a session of the user */
    boolean end(Tx tx, UUID id, String username) {
        return tx.sql("DELETE FROM sessions WHERE id = :id AND username = :username")
                        .bind("id", id)
                        .bind("username", username)
                        .update()
                == 1;
    }

    void end(Tx tx, String hash) {
        tx.sql("DELETE FROM sessions WHERE token_mac = :hash")
                .bind("hash", hash)
                .update();
    }

    void purge(Tx tx, Instant now, Instant idleSince) {
        tx.sql(PURGE).bind("now", now).bind("idle_since", idleSince).update();
    }

    private static InUse inUse(Row row) {
        Role role = Role.parse(row.text("role"));
        UUID id = row.uuid("id");
        return new InUse(
                id,
                row.instant("last_used_at"),
                new Caller(
                        row.text("name"),
                        role,
                        User.access(role, row.texts("projects")),
                        Caller.Via.SESSION,
                        id,
                        row.instant("ends_at")));
    }

    private static Session map(Row row) {
        return new Session(
                row.uuid("id"),
                row.text("username"),
                row.optionalText("address").orElse(null),
                row.optionalText("user_agent").orElse(null),
                row.instant("created_at"),
                row.instant("last_used_at"),
                row.instant("ends_at"));
    }
}
