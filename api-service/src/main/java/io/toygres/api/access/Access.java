package io.toygres.api.access;

import io.toygres.database.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The projects whose things a caller reaches. What is in another one is not there for them: no query finds it.
 *
 * @param projects their names; null for all
 */
public record Access(@Nullable Set<String> projects) {

    /** Of admins, and of what the service does by itself. */
    public static final Access EVERYTHING = new Access(null);

    /** Where a query of a table with column {@code project} says it; {@link #bind} gives it its value. */
    public static final String CONDITION = "project = ANY (coalesce(:projects, ARRAY[project]))";

    public Access {
        projects = projects == null ? null : Set.copyOf(projects);
    }

    public boolean reaches(String project) {
        return projects == null || projects.contains(project);
    }

    /** What is in both. */
    public Access within(List<String> others) {
        return new Access(others.stream().filter(this::reaches).collect(Collectors.toUnmodifiableSet()));
    }

    /** Binds what {@link #CONDITION} asks for. */
    public Statement bind(Statement statement) {
        return statement.bind("projects", array());
    }

    /** @return null for all */
    public String @Nullable [] array() {
        return projects == null ? null : new TreeSet<>(projects).toArray(String[]::new);
    }
}
