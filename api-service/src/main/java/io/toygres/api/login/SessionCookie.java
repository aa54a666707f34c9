package io.toygres.api.login;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;

/** The cookie that carries a session's token. Pages of other sites can't send it, and no page can read it. */
final class SessionCookie {

    static final String NAME = "toygres-session";

    private SessionCookie() {}

    /** Secure when the request came over TLS, here or at a trusted proxy. */
    static NewCookie of(String token, HttpServerRequest request) {
        return cookie(request).value(token).build();
    }

    static NewCookie expired(HttpServerRequest request) {
        return cookie(request).maxAge(0).build();
    }

    private static NewCookie.Builder cookie(HttpServerRequest request) {
        return new NewCookie.Builder(NAME)
                .path("/")
                .httpOnly(true)
                .secure(request.isSSL())
                .sameSite(NewCookie.SameSite.STRICT);
    }
}
