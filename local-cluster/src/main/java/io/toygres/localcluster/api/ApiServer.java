package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.localcluster.fault.ApiFaults;
import io.toygres.localcluster.identity.Access;
import io.toygres.localcluster.pod.Kubelet;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Answers the requests: discovery, objects, watches, logs, exec, and the plain endpoints by path prefix. Each request has a
 * virtual thread of its own, so everything behind is straight-line code.
 */
public final class ApiServer implements RequestHandler {
    private static final Logger LOG = System.getLogger(ApiServer.class.getName());

    private final ResourceEndpoint resources;
    private final WatchEndpoint watches;
    private final LogEndpoint logs;
    private final ExecEndpoint exec;
    private final TokenEndpoint tokens;
    private final Access access;
    private final ApiFaults faults;
    private final Map<String, PlainEndpoint> plain;

    /** @param plain by the prefix of their paths */
    public ApiServer(
            Registry registry,
            Kubelet kubelet,
            TokenEndpoint tokens,
            Access access,
            ApiFaults faults,
            Clock clock,
            Map<String, PlainEndpoint> plain) {
        this.resources = new ResourceEndpoint(registry);
        this.watches = new WatchEndpoint(registry.store());
        this.logs = new LogEndpoint(registry, kubelet, clock);
        this.exec = new ExecEndpoint(registry, kubelet);
        this.tokens = tokens;
        this.access = access;
        this.faults = faults;
        this.plain = Map.copyOf(plain);
    }

    @Override
    public void handle(HttpServerRequest request, byte[] body) {
        try {
            route(request, body);
        } catch (ApiException refused) {
            refuse(request, refused);
        } catch (IOException broken) {
            LOG.log(Level.DEBUG, "a request ends early: " + request.uri(), broken);
            abandon(request);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "request failed: " + request.method() + " " + request.uri(), failure);
            refuse(request, new ApiException(500, "InternalError", "Internal error occurred: " + failure));
        }
    }

    private void route(HttpServerRequest request, byte[] body) throws IOException, InterruptedException {
        String path = request.path();
        Optional<PlainEndpoint> endpoint = plain.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (endpoint.isPresent()) {
            write(request, 200, endpoint.get().answer(request.method().name(), path, body));
            return;
        }
        Optional<? extends JsonNode> document = Discovery.document(path);
        if (document.isPresent()) {
            write(request, 200, document.get());
            return;
        }
        if (path.equals("/healthz") || path.equals("/livez") || path.equals("/readyz")) {
            var unused = request.response().end("ok");
            return;
        }
        if (!path.startsWith("/api/") && !path.startsWith("/apis/")) {
            throw ApiException.noSuchPath();
        }
        serve(request, body);
    }

    private void serve(HttpServerRequest http, byte[] body) throws IOException, InterruptedException {
        ApiRequest request = ApiRequest.parse(http.method().name(), http.path(), http.params(), contentType(http));
        access.check(http.getHeader("Authorization"), request.call());
        faults.strike(request.verb(), request.type().plural());
        if (request.subresource().equals("log")) {
            logs.serve(request, new StreamedResponse(http, "text/plain"));
        } else if (request.subresource().equals("exec")) {
            exec.serve(request, http);
        } else if (request.subresource().equals("token")) {
            write(http, 201, tokens.answer(request, body));
        } else if (request.verb().equals("watch")) {
            watch(request, http);
        } else {
            Answer answer = resources.answer(request, body);
            write(http, answer.code(), answer.body());
        }
    }

    private void watch(ApiRequest request, HttpServerRequest http) throws IOException, InterruptedException {
        if (SocketClient.wanted(http)) {
            try (SocketClient client = SocketClient.accept(http)) {
                watches.serve(request, client);
            }
        } else {
            StreamedResponse response = new StreamedResponse(http, "application/json");
            watches.serve(request, response);
            response.end();
        }
    }

    private static String contentType(HttpServerRequest request) {
        String value = request.getHeader("Content-Type");
        return value == null ? "" : value;
    }

    private static void refuse(HttpServerRequest request, ApiException refused) {
        if (!request.response().headWritten()) {
            if (refused.code() == 429) {
                request.response().putHeader("Retry-After", "1");
            }
            write(request, refused.code(), refused.status());
        } else {
            abandon(request);
        }
    }

    /** Of an answer that has begun, a broken connection alone says that it is not all. */
    private static void abandon(HttpServerRequest request) {
        if (request.response().headWritten() && !request.response().ended()) {
            var unused = request.connection().close();
        }
    }

    private static void write(HttpServerRequest request, int code, JsonNode body) {
        HttpServerResponse response = request.response();
        var unused = response.setStatusCode(code)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(Json.bytes(body)));
    }
}
