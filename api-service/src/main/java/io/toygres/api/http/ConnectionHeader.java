package io.toygres.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers that leave a body unread close their connection. HTTP/2 ends the one stream instead, and a client refuses an answer that has this
 * header (RFC 9113, 8.2.2).
 */
@Singleton
final class ConnectionHeader {

    private static final int BEFORE_EARLY_REFUSALS = 400;

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (context.request().version() == HttpVersion.HTTP_2) {
                        context.addHeadersEndHandler(
                                _ -> context.response().headers().remove(HttpHeaders.CONNECTION));
                    }
                    context.next();
                },
                BEFORE_EARLY_REFUSALS);
    }
}
