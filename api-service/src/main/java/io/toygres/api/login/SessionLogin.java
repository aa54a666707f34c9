package io.toygres.api.login;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.toygres.api.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/** Knows the user of a session that is in force. */
@ApplicationScoped
class SessionLogin implements IdentityProvider<SessionRequest> {

    private final Sessions sessions;
    private final Administrator administrator;

    SessionLogin(Sessions sessions, Administrator administrator) {
        this.sessions = sessions;
        this.administrator = administrator;
    }

    @Override
    public Class<SessionRequest> getRequestType() {
        return SessionRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> sessions.use(request.token())
                .filter(session -> administrator.isNamed(session.username()))
                .map(session -> identity(administrator.caller(session.id())))
                .orElseThrow(AuthenticationFailedException::new));
    }

    private static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(caller)
                .addRoles(caller.role().included())
                .build();
    }
}
