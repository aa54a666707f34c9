package io.toygres.api.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.security.Principal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param name of the user; that of the token's owner for a token; {@code oidc:} and the subject for an OpenID provider's
 * @param credential the session or token by which they came; null where it has no row
 * @param endsAt from when on their session or token counts for nothing
 */
public record Caller(
        String name,
        Role role,
        Access access,
        Via via,
        @Nullable UUID credential,
        Instant endsAt) implements Principal {

    /** How a caller proves who they are. */
    public enum Via {
        SESSION,
        TOKEN,
        /** Of a token, over a record of Kafka. */
        SIGNATURE,
        /** An access token of an OpenID provider. */
        OIDC
    }

    /** By which requests of the same caller are known: a token is another caller than its owner. */
    public String key() {
        return switch (via) {
            case SESSION, OIDC -> name;
            case TOKEN, SIGNATURE -> "token " + credential;
        };
    }

    /** For Quarkus, which decides by it. */
    public SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(this)
                .addRoles(role.included())
                .build();
    }

    @Override
    public String getName() {
        return name;
    }
}
