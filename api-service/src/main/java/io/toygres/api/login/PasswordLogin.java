package io.toygres.api.login;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Checks a name and password, from the login form or from HTTP Basic. */
@ApplicationScoped
class PasswordLogin implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    private final Administrator administrator;

    PasswordLogin(Administrator administrator) {
        this.administrator = administrator;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        boolean password = administrator.isPassword(request.getPassword().getPassword());
        boolean name = administrator.isNamed(request.getUsername());
        if (!name || !password) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        LoginAnswer.succeeded(request);
        return Uni.createFrom().item(administrator.identity());
    }
}
