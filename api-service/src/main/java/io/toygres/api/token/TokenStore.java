package io.toygres.api.token;

import io.toygres.api.access.Access;
import io.toygres.api.access.Caller;
import io.toygres.api.access.Role;
import io.toygres.api.http.Cursor;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.user.User;
import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code tokens}. */
@ApplicationScoped
class TokenStore {

    private static final String SELECT = """
            SELECT id, owner, name, role, projects, created_at, expires_at, last_used_at
            FROM (SELECT tokens.*, users.name AS owner FROM tokens JOIN users ON users.id = user_id) AS owned""";

    private static final String INSERT = """
            INSERT INTO tokens (id, user_id, name, secret_sha256, public_key, role, projects, created_at, expires_at)
            SELECT :id::uuid, id, :name, :hash, :public::bytea, :role, :projects::text[], :now::timestamptz, :expires::timestamptz
            FROM users WHERE name = :owner""";

    private static final String IN_FORCE = """
            SELECT tokens.id, public_key, tokens.role, tokens.projects, expires_at, last_used_at, users.name AS owner,
                   users.role AS owner_role, users.projects AS owner_projects
            FROM tokens JOIN users ON users.id = user_id AND NOT users.disabled
            WHERE expires_at > :now AND\s""";

    private static final String DELETE = """
            DELETE FROM tokens WHERE id = :id AND (:owner::text IS NULL
                OR user_id = (SELECT users.id FROM users WHERE users.name = :owner))""";

    /** A token that opens something. */
    record InForce(Caller caller, @Nullable Instant lastUsedAt) {}

    /** A token in force that can sign. */
    record Signing(InForce token, RequestKey key) {}

    void insert(Tx tx, Token token, String hash, byte[] publicKey) {
        List<String> projects = token.projects();
        tx.sql(INSERT)
                .bind("id", token.id())
                .bind("owner", token.user())
                .bind("name", token.name())
                .bind("hash", hash)
                .bind("public", publicKey)
                .bind("role", token.role().wireName())
                .bind("projects", projects == null ? null : projects.toArray(String[]::new))
                .bind("now", token.createdAt())
                .bind("expires", token.expiresAt())
                .update();
    }

    Page<Token> page(Tx tx, PageQuery query) {
        return query.read(tx, SELECT, TokenStore::map, token -> Cursor.newest(token.createdAt(), token.id()));
    }

    Optional<InForce> find(Tx tx, String hash, Instant now) {
        return tx.sql(IN_FORCE + "secret_sha256 = :hash")
                .bind("hash", hash)
                .bind("now", now)
                .find(row -> inForce(row, Caller.Via.TOKEN));
    }

    Optional<InForce> find(Tx tx, UUID id, Instant now) {
        return tx.sql(IN_FORCE + "tokens.id = :id")
                .bind("id", id)
                .bind("now", now)
                .find(row -> inForce(row, Caller.Via.TOKEN));
    }

    Optional<Signing> signing(Tx tx, UUID id, Instant now) {
        return tx.sql(IN_FORCE + "tokens.id = :id AND public_key IS NOT NULL")
                .bind("id", id)
                .bind("now", now)
                .find(row -> new Signing(
                        inForce(row, Caller.Via.SIGNATURE),
                        new RequestKey(row.optionalBytes("public_key").orElseThrow())));
    }

    void used(Tx tx, UUID id, Instant now) {
        tx.sql("UPDATE tokens SET last_used_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("now", now)
                .update();
    }

    /**
     * @param owner whose it must be; null for anybody's
     * @return whether there was such a token
     */
    boolean delete(Tx tx, UUID id, @Nullable String owner) {
        return tx.sql(DELETE).bind("id", id).bind("owner", owner).update() == 1;
    }

    void purge(Tx tx, Instant endedBefore) {
        tx.sql("DELETE FROM tokens WHERE expires_at < :before")
                .bind("before", endedBefore)
                .update();
    }

    private static InForce inForce(Row row, Caller.Via via) {
        Role role = Collections.min(List.of(Role.parse(row.text("role")), Role.parse(row.text("owner_role"))));
        Access owners = User.access(Role.parse(row.text("owner_role")), row.texts("owner_projects"));
        Access access = row.optionalTexts("projects").map(owners::within).orElse(owners);
        return new InForce(
                new Caller(row.text("owner"), role, access, via, row.uuid("id"), row.instant("expires_at")),
                row.optionalInstant("last_used_at").orElse(null));
    }

    private static Token map(Row row) {
        return new Token(
                row.uuid("id"),
                row.text("owner"),
                row.text("name"),
                Role.parse(row.text("role")),
                row.optionalTexts("projects").orElse(null),
                row.instant("created_at"),
                row.instant("expires_at"),
                row.optionalInstant("last_used_at").orElse(null));
    }
}
