package io.toygres.localcluster.api;

import io.vertx.core.http.HttpServerRequest;

/** Takes a request with all of its body, on a thread that may block. */
@FunctionalInterface
public interface RequestHandler {
    void handle(HttpServerRequest request, byte[] body);
}
