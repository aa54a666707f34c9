package io.toygres.api.login;

import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /logout}. Its counterpart {@code POST /login} is Quarkus' form authentication. */
@Path("/logout")
@Tag(name = "login")
public class LogoutResource {

    @POST
    @Operation(summary = "Forget the session cookie")
    public void logout(RoutingContext context) {
        FormAuthenticationMechanism.logout(context);
    }
}
