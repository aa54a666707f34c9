package io.toygres.api.audit;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log says of a request, whatever came of it.
 *
 * @param action an {@code operationId} of the API
 * @param address from where; null for one that came over Kafka
 * @param target what it names
 */
record Origin(String action, @Nullable String address, String target) {

    static Origin of(RoutingContext context, String action) {
        return new Origin(
                action,
                context.request().remoteAddress().hostAddress(),
                context.request().path());
    }

    static Origin message(String action, String id) {
        return new Origin(action, null, "request " + id);
    }

    /** The same request, of which one of several things is meant. */
    Origin doing(String other) {
        return new Origin(other, address, target);
    }
}
