package io.toygres.api.user;

import io.toygres.api.access.Access;
import io.toygres.api.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * One row of {@code users}, without the password.
 *
 * @param projects whose things they reach; empty for an admin, who reaches all
 */
public record User(
        UUID id,
        String name,
        Role role,
        List<String> projects,
        boolean disabled,
        Instant createdAt,
        Instant updatedAt) {

    public User {
        projects = projects.stream().distinct().sorted().toList();
    }

    public Access access() {
        return access(role, projects);
    }

    /** What a user of that role in these projects reaches. */
    public static Access access(Role role, List<String> projects) {
        return role == Role.ADMIN ? Access.EVERYTHING : new Access(Set.copyOf(projects));
    }
}
