package io.toygres.api.login;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Caller;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.api.problem.RequiredBody;
import io.toygres.api.user.Users;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/me}: who one is, and one's own password. */
@Path("/api/me")
@Authenticated
@RunOnVirtualThread
@Tag(name = "login")
public class MeResource {

    private final CurrentCaller caller;
    private final Users users;
    private final Sessions sessions;

    MeResource(CurrentCaller caller, Users users, Sessions sessions) {
        this.caller = caller;
        this.users = users;
        this.sessions = sessions;
    }

    @GET
    @Operation(operationId = "readMe", summary = "Tell who one is and what one may")
    public Me read() {
        Caller me = caller.get();
        Set<String> projects = me.access().projects();
        return new Me(
                me.name(),
                me.role(),
                projects == null ? null : projects.stream().sorted().toList());
    }

    @POST
    @Path("password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Refuses({ProblemCode.FORBIDDEN, ProblemCode.TOO_MANY_LOGINS})
    @Operation(
            operationId = "changePassword",
            summary = "Change one's password, which ends one's sessions; the answer has the cookie of a new one")
    @APIResponse(
            responseCode = "204",
            description = "Changed",
            headers =
                    @Header(
                            name = HttpHeaders.SET_COOKIE,
                            required = true,
                            description = "The new session",
                            schema = @Schema(implementation = String.class)))
    public Response changePassword(@Valid @Nullable ChangePasswordRequest body, @Context HttpServerRequest http) {
        ChangePasswordRequest request = RequiredBody.of(body);
        if (caller.get().via() != Caller.Via.SESSION) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "A password is changed by who logged in with it.");
        }
        String name = caller.get().name();
        String address = http.remoteAddress().hostAddress();
        users.changePassword(
                name,
                Objects.requireNonNull(request.currentPassword()),
                Objects.requireNonNull(request.newPassword()),
                address);
        String token = sessions.open(name, null, address, http.getHeader(HttpHeaders.USER_AGENT));
        return Response.noContent().cookie(SessionCookie.of(token, http)).build();
    }

    /** @param projects whose things they reach; null for all */
    @Schema(name = "Me", description = "Who asks")
    public record Me(String name, Role role, @Nullable List<String> projects) {}
}
