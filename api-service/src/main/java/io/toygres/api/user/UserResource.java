package io.toygres.api.user;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Access;
import io.toygres.api.access.Role;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.Refuses;
import io.toygres.api.problem.RequiredBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/users}. */
@Path("/api/users")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "users", description = "Who may log in, with which role and in which projects")
public class UserResource {

    private final Users users;

    UserResource(Users users) {
        this.users = users;
    }

    @GET
    @Operation(operationId = "listUsers", summary = "List users, newest first")
    public Page<UserView> list(
            @QueryParam("limit")
                    @DefaultValue(PageQuery.DEFAULT_LIMIT)
                    @Min(value = 1, message = PageQuery.LIMIT_REMEDY)
                    @Max(value = PageQuery.LARGEST_LIMIT, message = PageQuery.LIMIT_REMEDY)
                    Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return users.page(new PageQuery(Access.EVERYTHING, limit, cursor)).map(UserView::of);
    }

    @GET
    @Path("{id}")
    @Refuses(ProblemCode.USER_NOT_FOUND)
    @Operation(operationId = "readUser", summary = "Read a user")
    public UserView read(@PathParam("id") UUID id) {
        return UserView.of(users.find(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Refuses({ProblemCode.USER_NAME_TAKEN, ProblemCode.PROJECT_NOT_FOUND})
    @Operation(operationId = "createUser", summary = "Create a user")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UserView.class)))
    public Response create(@Valid @Nullable CreateUserRequest body) {
        UserView user = UserView.of(users.create(RequiredBody.of(body)));
        return Response.created(URI.create("/api/users/" + user.id()))
                .entity(user)
                .build();
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Refuses({ProblemCode.USER_NOT_FOUND, ProblemCode.PROJECT_NOT_FOUND, ProblemCode.LAST_ADMIN})
    @Operation(
            operationId = "changeUser",
            summary = "Change a user's role, projects or password, or disable them",
            description = "What they may no longer do ends at once. A new password ends their sessions.")
    public UserView change(@PathParam("id") UUID id, @Valid @Nullable ChangeUserRequest body) {
        return UserView.of(users.change(id, RequiredBody.of(body)));
    }

    @DELETE
    @Path("{id}")
    @Refuses({ProblemCode.USER_NOT_FOUND, ProblemCode.LAST_ADMIN})
    @Operation(operationId = "deleteUser", summary = "Delete a user, their sessions and their tokens")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(@PathParam("id") UUID id) {
        users.delete(id);
        return Response.noContent().build();
    }
}
