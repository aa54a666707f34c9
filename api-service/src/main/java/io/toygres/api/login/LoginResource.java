package io.toygres.api.login;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.api.user.User;
import io.toygres.api.user.Users;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /login} and {@code POST /logout}. */
@Path("/")
@RunOnVirtualThread
@Tag(name = "login")
public class LoginResource {

    private static final Logger LOG = Logger.getLogger(LoginResource.class);

    private final Users users;
    private final Sessions sessions;

    LoginResource(Users users, Sessions sessions) {
        this.users = users;
        this.sessions = sessions;
    }

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Refuses({
        ProblemCode.UNAUTHENTICATED,
        ProblemCode.TOO_MANY_LOGINS,
        ProblemCode.PAYLOAD_TOO_LARGE,
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        ProblemCode.DATABASE_UNAVAILABLE
    })
    @Operation(operationId = "login", summary = "Exchange a name and a password for a session cookie")
    @APIResponse(
            responseCode = "200",
            description = "Logged in",
            headers =
                    @Header(
                            name = HttpHeaders.SET_COOKIE,
                            required = true,
                            description = "The session, for all later requests",
                            schema = @Schema(implementation = String.class)))
    public Response login(
            @FormParam("username") @Nullable String username,
            @FormParam("password") @Nullable String password,
            @Parameter(hidden = true) @CookieParam(SessionCookie.NAME) @Nullable String former,
            @Context HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        User user = Optional.ofNullable(username)
                .filter(_ -> password != null)
                .flatMap(name -> users.authenticate(name, Objects.requireNonNull(password), address))
                .orElseThrow(() -> refused(address));
        String token = sessions.open(user.name(), former, address, request.getHeader(HttpHeaders.USER_AGENT));
        return Response.ok().cookie(SessionCookie.of(token, request)).build();
    }

    private static ProblemException refused(String address) {
        LOG.warnf("login refused address=%s", address);
        return new ProblemException(ProblemCode.UNAUTHENTICATED, "The name or the password is wrong.");
    }

    @POST
    @Path("logout")
    @Refuses(ProblemCode.DATABASE_UNAVAILABLE)
    @Operation(operationId = "logout", summary = "End the session, and forget its cookie")
    @APIResponse(responseCode = "204", description = "Logged out")
    public Response logout(
            @Parameter(hidden = true) @CookieParam(SessionCookie.NAME) @Nullable String token,
            @Context HttpServerRequest request) {
        if (token != null) {
            sessions.end(token);
        }
        return Response.noContent().cookie(SessionCookie.expired(request)).build();
    }
}
