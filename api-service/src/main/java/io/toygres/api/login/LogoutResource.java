package io.toygres.api.login;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /logout}. Its counterpart {@code POST /login} is Quarkus' form authentication. */
@Path("/logout")
@Tag(name = "login")
public class LogoutResource {

    private final String cookieName;

    LogoutResource(@ConfigProperty(name = "quarkus.http.auth.form.cookie-name") String cookieName) {
        this.cookieName = cookieName;
    }

    @POST
    @APIResponse(responseCode = "204", description = "Logged out")
    @Operation(operationId = "logout", summary = "Forget the session cookie")
    public Response logout() {
        NewCookie expired = new NewCookie.Builder(cookieName)
                .path("/")
                .maxAge(0)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
        return Response.noContent().cookie(expired).build();
    }
}
