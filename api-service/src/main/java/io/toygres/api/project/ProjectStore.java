package io.toygres.api.project;

import io.toygres.api.access.Access;
import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code projects}. A deleted one is not found here any more, and its name stays taken. */
@ApplicationScoped
class ProjectStore {

    private static final String SELECT = """
            SELECT name, description, instance_quota, image_quota, created_at,
                   (SELECT count(*) FROM instances WHERE project = projects.name AND status <> 'deleted') AS instances,
                   (SELECT count(*) FROM images WHERE project = projects.name AND status <> 'deleted') AS images,
                   (SELECT count(*) FROM images
                    WHERE project = projects.name AND status = 'available' AND deleted_at IS NOT NULL) AS deleted_images
            FROM projects
            WHERE deleted_at IS NULL AND name = ANY (coalesce(:projects, ARRAY[name]))""";

    private static final String INSERT = """
            INSERT INTO projects (name, id, description, instance_quota, image_quota, created_at)
            VALUES (:name, :id, :description, :instances::integer, :images::integer, :now)
            ON CONFLICT DO NOTHING""";

    private static final String CHANGE = """
            UPDATE projects SET description = :description, instance_quota = :instances::integer,
                image_quota = :images::integer
            WHERE name = :name AND deleted_at IS NULL""";

    private static final String LOCK = "SELECT FROM projects WHERE name = :name AND deleted_at IS NULL FOR UPDATE";

    private static final String DELETE = "UPDATE projects SET deleted_at = :now WHERE name = :name";

    List<Project> list(Tx tx, Access access) {
        return access.bind(tx.sql(SELECT + " ORDER BY name")).list(ProjectStore::map);
    }

    Optional<Project> find(Tx tx, Access access, String name) {
        return access.bind(tx.sql(SELECT + " AND name = :name"))
                .bind("name", name)
                .find(ProjectStore::map);
    }

    /** @return false when there is, or was, one of that name */
    boolean insert(
            Tx tx,
            String name,
            @Nullable String description,
            @Nullable Integer instances,
            @Nullable Integer images,
            Instant now) {
        return tx.sql(INSERT)
                        .bind("name", name)
                        .bind("id", UUID.randomUUID())
                        .bind("description", description)
                        .bind("instances", instances)
                        .bind("images", images)
                        .bind("now", now)
                        .update()
                == 1;
    }

    boolean change(
            Tx tx, String name, @Nullable String description, @Nullable Integer instances, @Nullable Integer images) {
        return tx.sql(CHANGE)
                        .bind("name", name)
                        .bind("description", description)
                        .bind("instances", instances)
                        .bind("images", images)
                        .update()
                == 1;
    }

    /** Until the transaction ends nothing comes into it. */
    void lock(Tx tx, String name) {
        tx.sql(LOCK).bind("name", name).update();
    }

    void delete(Tx tx, String name, Instant now) {
        tx.sql(DELETE).bind("name", name).bind("now", now).update();
    }

    private static Project map(Row row) {
        return new Project(
                row.text("name"),
                row.optionalText("description").orElse(null),
                row.optionalNumber("instance_quota").map(Math::toIntExact).orElse(null),
                row.optionalNumber("image_quota").map(Math::toIntExact).orElse(null),
                row.number("instances"),
                row.number("images"),
                row.number("deleted_images"),
                row.instant("created_at"));
    }
}
