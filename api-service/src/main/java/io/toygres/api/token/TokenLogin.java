package io.toygres.api.token;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.toygres.api.access.CallerCache;
import io.toygres.api.access.SecretToken;
import jakarta.enterprise.context.ApplicationScoped;

/** Knows the user of a token that is in force. */
@ApplicationScoped
class TokenLogin implements IdentityProvider<TokenRequest> {

    private final Tokens tokens;
    private final CallerCache cache;

    TokenLogin(Tokens tokens, CallerCache cache) {
        this.tokens = tokens;
        this.cache = cache;
    }

    @Override
    public Class<TokenRequest> getRequestType() {
        return TokenRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(TokenRequest request, AuthenticationRequestContext context) {
        return cache.identity(SecretToken.hash(request.secret()), tokens::use, context);
    }
}
