package io.toygres.api.token;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.toygres.api.access.Caller;
import io.toygres.api.access.CallerCache;
import io.toygres.api.access.SecretToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

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
        String hash = SecretToken.hash(request.secret());
        Optional<Caller> known = cache.find(hash);
        return known.isPresent()
                ? Uni.createFrom().item(known.get().identity())
                : context.runBlocking(
                        () -> tokens.use(hash).map(Caller::identity).orElseThrow(AuthenticationFailedException::new));
    }
}
