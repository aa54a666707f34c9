package io.toygres.api.oidc;

import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who an access token stands for. */
final class AccessTokenRequest extends BaseAuthenticationRequest implements AuthenticationRequest {

    private final String token;

    AccessTokenRequest(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
