package io.toygres.api.http;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemMapper;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.LogWatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Past clients that would not send such requests. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class EarlyRefusalsIT {

    private static final String HOST = "Host: localhost\r\n";

    @ParameterizedTest
    @CsvSource({
        "OPTIONS *,                   404, NOT_FOUND",
        "GET nothing,                 404, NOT_FOUND",
        "GET /nothing,                404, NOT_FOUND",
        "TRACE /api/images,           405, METHOD_NOT_ALLOWED",
        "INVENTED /api/images,        405, METHOD_NOT_ALLOWED",
        "POST /login,                 401, UNAUTHENTICATED"
    })
    void areProblems(String request, int status, String code) throws IOException {
        refused(answer(request + " HTTP/1.1\r\n" + HOST), status, code);
    }

    @Test
    void aRequestWithoutHostIsOne() throws IOException {
        refused(answer("GET /api/images HTTP/1.1\r\n"), 400, "BAD_REQUEST");
    }

    @Test
    void whatIsLongerThanNeedBeIsOne() throws IOException {
        refused(answer("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\n" + HOST), 414, "ADDRESS_TOO_LONG");
        refused(
                answer("GET /api/images HTTP/1.1\r\n" + HOST + "X-A: " + "x".repeat(17_000) + "\r\n"),
                431,
                "HEADERS_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/api/images/%zz", "/api/images?name=%zz", "/api/images?name=a|b", "/api/%"})
    void anAddressThatCannotBeDecodedIsOne(String address) throws IOException {
        JsonNode problem = refused(answer("GET " + address + " HTTP/1.1\r\n" + HOST), 400, "BAD_REQUEST");

        assertThat(problem.path("detail").asText()).contains("can't be decoded");
    }

    /** Half a minute for the answer, and as long again until Quarkus gives up reading. */
    @Test
    void aBodyThatDoesNotComeIsOneAndALineOfTheLogAtDebug() throws Exception {
        try (var log = new LogWatch(ProblemMapper.class);
                var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(180_000);
            String head = "POST /login HTTP/1.1\r\n" + HOST
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 30\r\n\r\nusername=";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            refused(answer, 408, "REQUEST_TIMEOUT");
            LogWatch.Line line = log.await("REQUEST_TIMEOUT");
            assertThat(line.level().intValue()).isLessThan(Level.INFO.intValue());
            assertThat(log.allOf(line.by())).containsExactly(line);
        }
    }

    /** Its clients refuse an answer that would close the connection, which requests share. */
    @Test
    void clientsOfHttp2UnderstandThem() throws Exception {
        String api = "http://localhost:" + RestAssured.port;
        String body = "{\"name\": \"" + "x".repeat(70_000) + "\"}";
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            for (HttpRequest.BodyPublisher publisher : List.of(ofString(body), ofUnknownLength(body))) {
                for (int i = 0; i < 2; i++) {
                    HttpResponse<String> answer = client.send(
                            HttpRequest.newBuilder(URI.create(api + "/api/images"))
                                    .header("Cookie", Api.COOKIE + "=" + Api.session())
                                    .header("Content-Type", "application/json")
                                    .POST(publisher)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

                    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                    assertThat(answer.body()).contains("PAYLOAD_TOO_LARGE");
                }
            }
        }
    }

    private static HttpRequest.BodyPublisher ofUnknownLength(String body) {
        return HttpRequest.BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theTraceOfTheRequestIsNamed() throws IOException {
        String traceparent = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n";

        JsonNode problem = refused(answer("GET /api/nothing HTTP/1.1\r\n" + HOST + traceparent), 404, "NOT_FOUND");

        assertThat(problem.path("trace_id").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    private static JsonNode refused(String answer, int status, String code) throws IOException {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsIgnoringCase("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("title").asText())
                .isEqualTo(ProblemCode.valueOf(code).title());
        assertThat(problem.path("type").asText())
                .isEqualTo(ProblemCode.valueOf(code).type());
        assertThat(problem.path("remedy").asText()).isNotBlank();
        return problem;
    }

    private static String answer(String head) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
