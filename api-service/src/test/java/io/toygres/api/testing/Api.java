package io.toygres.api.testing;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.toygres.contract.InstanceId;
import io.toygres.messaging.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The API as a script uses it, logged in by its cookie; every answer is held against the API's description. */
public final class Api {

    public static final String COOKIE = "toygres-session";

    private static final Map<Integer, String> SESSIONS = new ConcurrentHashMap<>();

    private Api() {}

    public static RequestSpecification loggedIn() {
        return given().filter(new DocumentedAnswers()).cookie(COOKIE, session());
    }

    public static Response login(String username, String password) {
        return given().filter(new DocumentedAnswers())
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().defaultContentCharset("UTF-8")))
                .formParam("username", username)
                .formParam("password", password)
                .post("/login");
    }

    /** One login serves all requests to one service, until a test lets a day pass. */
    public static String session() {
        return Objects.requireNonNull(SESSIONS.compute(
                RestAssured.port,
                (_, known) -> known != null && isOpen(known)
                        ? known
                        : login("admin", ApiSystem.PASSWORD).getCookie(COOKIE)));
    }

    private static boolean isOpen(String session) {
        return given().cookie(COOKIE, session).get("/api/sessions").statusCode() == 200;
    }

    public static Response post(String path, String body) {
        return loggedIn().contentType(ContentType.JSON).body(body).post(path);
    }

    /** Posts JSON without saying beforehand how long it is. */
    public static HttpResponse<String> postChunked(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Cookie", COOKIE + "=" + session())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8))))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    public static Response get(String path) {
        return loggedIn().get(path);
    }

    public static Response delete(String path) {
        return loggedIn().delete(path);
    }

    /** A name that no other test takes. */
    public static String newName() {
        return "t-" + UUID.randomUUID().toString().substring(0, 18);
    }

    /** The least that creates an instance. */
    public static String instanceBody(String name) {
        return "{\"name\": \"" + name + "\", \"password\": \"correct horse\"}";
    }

    /** The least that backs an instance up. */
    public static String imageBody(String name, InstanceId instance) {
        return "{\"name\": \"" + name + "\", \"instance_id\": \"" + instance + "\"}";
    }

    /** Creates an instance and answers with its JSON; it stays {@code creating} until a worker says more. */
    public static JsonPath newInstance(String name) {
        return accepted(post("/api/instances", instanceBody(name)));
    }

    public static JsonPath accepted(Response response) {
        return response.then().statusCode(202).extract().jsonPath();
    }

    /** The operation that the answer's Location names. */
    public static String operation(Response response) {
        String location = response.then().statusCode(202).extract().header("Location");
        assertThat(location).startsWith("/api/operations/");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /**
     * Checks that the answer is a whole problem.
     *
     * @param field the field that it names; null for none
     */
    public static void refused(Response response, int status, String code, @Nullable String field) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        JsonPath problem = response.jsonPath();
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("field")).isEqualTo(field);
        assertThat(problem.getInt("status")).isEqualTo(status);
        for (String text : List.of("type", "title", "detail", "remedy")) {
            assertThat(problem.getString(text)).as(text).isNotBlank();
        }
    }

    /** The text as a JSON string. */
    public static String json(String text) {
        try {
            return Json.mapper().writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
