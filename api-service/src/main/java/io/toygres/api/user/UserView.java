package io.toygres.api.user;

import io.toygres.api.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user over HTTP.
 *
 * @param projects whose things they reach; empty for an admin, who reaches all
 */
@Schema(name = "User", description = "Who may log in")
public record UserView(
        UUID id,
        String name,
        Role role,
        List<String> projects,
        boolean disabled,
        Instant createdAt,
        Instant updatedAt) {

    public UserView {
        projects = List.copyOf(projects);
    }

    static UserView of(User user) {
        return new UserView(
                user.id(),
                user.name(),
                user.role(),
                user.projects(),
                user.disabled(),
                user.createdAt(),
                user.updatedAt());
    }
}
