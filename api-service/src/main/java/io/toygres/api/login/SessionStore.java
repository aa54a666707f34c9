package io.toygres.api.login;

import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table {@code sessions}. One that is past its end, or was not used for too long, counts as gone. */
@ApplicationScoped
class SessionStore {

    private static final String SELECT = """
            SELECT id, username, address, user_agent, created_at, last_used_at, ends_at
            FROM sessions WHERE ends_at > :now AND last_used_at > :idle_since AND\s""";

    private static final String INSERT = """
            INSERT INTO sessions (id, token_mac, username, address, user_agent, created_at, last_used_at, ends_at)
            VALUES (:id, :mac, :username, :address, :user_agent, :created_at, :created_at, :ends_at)""";

    private static final String FIND = SELECT + "token_mac = :mac";

    private static final String LIST = SELECT + "username = :username ORDER BY created_at DESC, id LIMIT 200";

    private static final String PURGE = "DELETE FROM sessions WHERE ends_at <= :now OR last_used_at <= :idle_since";

    void insert(Tx tx, Session session, String mac) {
        tx.sql(INSERT)
                .bind("id", session.id())
                .bind("mac", mac)
                .bind("username", session.username())
                .bind("address", session.address())
                .bind("user_agent", session.userAgent())
                .bind("created_at", session.createdAt())
                .bind("ends_at", session.endsAt())
                .update();
    }

    Optional<Session> find(Tx tx, String mac, Instant now, Instant idleSince) {
        return tx.sql(FIND)
                .bind("mac", mac)
                .bind("now", now)
                .bind("idle_since", idleSince)
                .find(SessionStore::map);
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

    void end(Tx tx, String mac) {
        tx.sql("DELETE FROM sessions WHERE token_mac = :mac").bind("mac", mac).update();
    }

    void purge(Tx tx, Instant now, Instant idleSince) {
        tx.sql(PURGE).bind("now", now).bind("idle_since", idleSince).update();
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
