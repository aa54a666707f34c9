package io.toygres.api.user;

import io.toygres.api.access.Role;
import io.toygres.api.http.Cursor;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.database.Row;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table {@code users}. */
@ApplicationScoped
class UserStore {

    private static final String COLUMNS = "SELECT id, name, role, projects, disabled, created_at, updated_at";

    private static final String SELECT = COLUMNS + " FROM users";

    private static final String BY_NAME = COLUMNS + ", password_hash FROM users WHERE lower(name) = lower(:name)";

    private static final String INSERT = """
            INSERT INTO users (id, name, password_hash, role, projects, disabled, created_at, updated_at)
            VALUES (:id, :name, :hash, :role, :projects, :disabled, :now, :now)
            ON CONFLICT DO NOTHING""";

    private static final String CHANGE = """
            UPDATE users SET role = :role, projects = :projects, disabled = :disabled, updated_at = :now,
                epoch = CASE WHEN :disabled THEN epoch + 1 ELSE epoch END
            WHERE id = :id""";

    private static final String PASSWORD = """
            UPDATE users SET password_hash = :hash, epoch = epoch + 1, updated_at = :now WHERE id = :id""";

    /** Locks those there are, so that two changes can't each take what the other takes for the last one. */
    private static final String ADMINS =
            "SELECT id FROM users WHERE role = 'admin' AND NOT disabled ORDER BY id FOR UPDATE";

    private static final String MISSING_PROJECTS = """
            SELECT wanted FROM unnest(:projects::text[]) AS wanted
            WHERE NOT EXISTS (SELECT FROM projects WHERE name = wanted AND deleted_at IS NULL)""";

    /** A user with the hash of the password. */
    record WithPassword(User user, String hash) {}

    /** @return false when the name is taken */
    boolean insert(Tx tx, User user, String hash) {
        return bind(tx.sql(INSERT), user)
                        .bind("name", user.name())
                        .bind("hash", hash)
                        .bind("now", user.createdAt())
                        .update()
                == 1;
    }

    boolean isEmpty(Tx tx) {
        return tx.sql("SELECT NOT EXISTS (SELECT FROM users) AS empty").one(row -> row.flag("empty"));
    }

    Optional<User> find(Tx tx, UUID id) {
        return tx.sql(SELECT + " WHERE id = :id").bind("id", id).find(UserStore::map);
    }

    Optional<User> lock(Tx tx, UUID id) {
        return tx.sql(SELECT + " WHERE id = :id FOR UPDATE").bind("id", id).find(UserStore::map);
    }

    Optional<WithPassword> named(Tx tx, String name) {
        return tx.sql(BY_NAME).bind("name", name).find(row -> new WithPassword(map(row), row.text("password_hash")));
    }

    Page<User> page(Tx tx, PageQuery query) {
        return query.read(tx, SELECT, UserStore::map, user -> Cursor.newest(user.createdAt(), user.id()));
    }

    void change(Tx tx, User user) {
        bind(tx.sql(CHANGE), user).bind("now", user.updatedAt()).send();
    }

    /** Also ends all sessions. */
    void password(Tx tx, UUID id, String hash, Instant now) {
        tx.sql(PASSWORD).bind("id", id).bind("hash", hash).bind("now", now).send();
    }

    /** Their sessions and tokens go with them. */
    void delete(Tx tx, UUID id) {
        tx.sql("DELETE FROM users WHERE id = :id").bind("id", id).send();
    }

    List<UUID> lockAdmins(Tx tx) {
        return tx.sql(ADMINS).list(row -> row.uuid("id"));
    }

    List<String> missing(Tx tx, List<String> projects) {
        return tx.sql(MISSING_PROJECTS)
                .bind("projects", projects.toArray(String[]::new))
                .list(row -> row.text("wanted"));
    }

    private static Statement bind(Statement statement, User user) {
        return statement
                .bind("id", user.id())
                .bind("role", user.role().wireName())
                .bind("projects", user.projects().toArray(String[]::new))
                .bind("disabled", user.disabled());
    }

    private static User map(Row row) {
        return new User(
                row.uuid("id"),
                row.text("name"),
                Role.parse(row.text("role")),
                row.texts("projects"),
                row.flag("disabled"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
