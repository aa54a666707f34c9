package io.toygres.api.oidc;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Knows the caller of an access token that is valid. */
@ApplicationScoped
class AccessTokenLogin implements IdentityProvider<AccessTokenRequest> {

    private final AccessTokens tokens;

    AccessTokenLogin(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<AccessTokenRequest> getRequestType() {
        return AccessTokenRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(AccessTokenRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> tokens.caller(request.token()).identity());
    }
}
