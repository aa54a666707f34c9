package io.toygres.api.login;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TrustedAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Accepts the name that a session cookie carries; nobody without {@link SessionKey} can make such a cookie. */
@ApplicationScoped
class SessionLogin implements IdentityProvider<TrustedAuthenticationRequest> {

    private final Administrator administrator;

    SessionLogin(Administrator administrator) {
        this.administrator = administrator;
    }

    @Override
    public Class<TrustedAuthenticationRequest> getRequestType() {
        return TrustedAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TrustedAuthenticationRequest request, AuthenticationRequestContext context) {
        return administrator.isNamed(request.getPrincipal())
                ? Uni.createFrom().item(administrator.identity())
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }
}
