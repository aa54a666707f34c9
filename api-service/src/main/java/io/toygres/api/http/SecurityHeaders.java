package io.toygres.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Headers of every answer, refusals included: a browser takes none for a page that may run anything, keeps none, and shows none in a frame;
 * one that came over TLS comes back over TLS only.
 */
@Singleton
final class SecurityHeaders {

    private static final int BEFORE_EARLY_REFUSALS = 400;

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    add(context.request(), context.response());
                    context.next();
                },
                BEFORE_EARLY_REFUSALS);
    }

    private static void add(HttpServerRequest request, HttpServerResponse response) {
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Referrer-Policy", "no-referrer");
        if (request.isSSL()) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }
}
