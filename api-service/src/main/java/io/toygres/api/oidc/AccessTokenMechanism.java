package io.toygres.api.oidc;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes an access token from the header {@code Authorization: Bearer <header>.<claims>.<signature>}, if there is an issuer. */
@ApplicationScoped
class AccessTokenMechanism implements HttpAuthenticationMechanism {

    /** Tokens of our own have no dots. */
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([\\w-]+\\.[\\w-]+\\.[\\w-]*)");

    private final AccessTokens tokens;

    AccessTokenMechanism(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !tokens.areTaken()) {
            return Uni.createFrom().nullItem();
        }
        Matcher bearer = BEARER.matcher(header);
        return bearer.matches()
                ? identities.authenticate(new AccessTokenRequest(bearer.group(1)))
                : Uni.createFrom().nullItem();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(AccessTokenRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer-jwt"));
    }

    /** A token counts before a cookie that comes with it. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }
}
