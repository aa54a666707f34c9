package io.toygres.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The HTTP API with the cookie of one login; safe for use by many threads. */
public final class ToygresApi {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI url;

    /** A client that has not logged in. */
    public ToygresApi(URI url) {
        this.url = url;
    }

    /** @throws ApiException when name or password are refused */
    public ToygresApi login(String username, Password password) {
        String form = "username=" + encoded(username) + "&password=" + encoded(password.value());
        Reply reply = exchange(request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        if (reply.isError()) {
            throw ApiException.refused("the login of " + username, reply);
        }
        return this;
    }

    public Accepted<Instance> create(NewInstance instance) {
        return accepted("POST", "/api/instances", instance, Instance.class);
    }

    public Accepted<Image> create(NewImage image) {
        return accepted("POST", "/api/images", image, Image.class);
    }

    public Accepted<Instance> deleteInstance(UUID id) {
        return accepted("DELETE", "/api/instances/" + id, null, Instance.class);
    }

    public Accepted<Image> deleteImage(UUID id) {
        return accepted("DELETE", forGood("/api/images/" + id), null, Image.class);
    }

    /** What to send DELETE to where nothing is to be left, which of an image is otherwise kept for a while. */
    public static String forGood(String path) {
        return path.startsWith("/api/images/") ? path + "?purge=true" : path;
    }

    public Instance instance(UUID id) {
        return Wire.read(get("/api/instances/" + id), Instance.class);
    }

    public Image image(UUID id) {
        return Wire.read(get("/api/images/" + id), Image.class);
    }

    public Operation operation(UUID id) {
        return Wire.read(get("/api/operations/" + id), Operation.class);
    }

    public void cancel(UUID operationId) {
        Reply reply = send("POST", "/api/operations/" + operationId + "/cancel", null);
        if (reply.isError()) {
            throw ApiException.refused("the cancel of operation " + operationId, reply);
        }
    }

    /** @throws ApiException when the answer is not a success */
    public JsonNode get(String path) {
        Reply reply = send("GET", path, null);
        if (reply.isError()) {
            throw ApiException.refused("GET " + path, reply);
        }
        return reply.body();
    }

    /** Of the CA that signs instances' certificates, in PEM. */
    public String authorities() {
        return text(HttpRequest.newBuilder(url.resolve("/api/ca.pem"))
                .timeout(REQUEST_TIMEOUT)
                .build());
    }

    /** Any request, whatever the answer; the body is written as JSON, a String as it is. */
    public Reply send(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = request(path);
        if (body == null) {
            return exchange(request.method(method, BodyPublishers.noBody()).build());
        }
        String json = body instanceof String text ? text : Wire.write(body);
        return exchange(request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build());
    }

    /**
     * As {@link #send}, under an idempotency key: who got no answer sends the same again with the same key, and it is done once.
     */
    public Reply sendOnce(String method, String path, @Nullable Object body, String idempotencyKey) {
        HttpRequest.Builder request = request(path).header("Idempotency-Key", idempotencyKey);
        if (body == null) {
            return exchange(request.method(method, BodyPublishers.noBody()).build());
        }
        return exchange(request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Wire.write(body)))
                .build());
    }

    private <T> Accepted<T> accepted(String method, String path, @Nullable Object body, Class<T> type) {
        return accepted(method + " " + path, send(method, path, body), type);
    }

    /**
     * What an answer to a command says.
     *
     * @param request for people, such as {@code POST /api/images}
     * @throws ApiException when the answer is not 202
     */
    public static <T> Accepted<T> accepted(String request, Reply reply, Class<T> type) {
        if (reply.status() != 202) {
            throw ApiException.refused(request, reply);
        }
        String location = reply.headers().firstValue("Location").orElseThrow();
        UUID operation = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
        return new Accepted<>(operation, Wire.read(reply.body(), type));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", "application/json, application/problem+json");
    }

    private Reply exchange(HttpRequest request) {
        HttpResponse<String> answer = sent(request);
        return new Reply(answer.statusCode(), answer.headers(), Wire.parse(answer.body()));
    }

    private String text(HttpRequest request) {
        HttpResponse<String> answer = sent(request);
        if (answer.statusCode() != 200) {
            throw new ApiException("HTTP " + answer.statusCode() + " from " + request.uri());
        }
        return answer.body();
    }

    private HttpResponse<String> sent(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + request.uri() + ": is the system up?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
