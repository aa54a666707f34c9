package io.toygres.api.login;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.toygres.api.access.CallerCache;
import io.toygres.api.access.SecretToken;
import jakarta.enterprise.context.ApplicationScoped;

/** Knows the user of a session that is in force. */
@ApplicationScoped
class SessionLogin implements IdentityProvider<SessionRequest> {

    private final Sessions sessions;
    private final CallerCache cache;

    SessionLogin(Sessions sessions, CallerCache cache) {
        this.sessions = sessions;
        this.cache = cache;
    }

    @Override
    public Class<SessionRequest> getRequestType() {
        return SessionRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionRequest request, AuthenticationRequestContext context) {
        return cache.identity(SecretToken.hash(request.token()), sessions::use, context);
    }
}
