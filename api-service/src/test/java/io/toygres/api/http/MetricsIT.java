package io.toygres.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.Management;
import io.toygres.architecture.DocumentedMeters;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class MetricsIT {

    @Test
    void servesWhatTheDocumentLists() throws Exception {
        assertThat(DocumentedMeters.servedIn(metrics())).isEqualTo(DocumentedMeters.of("api"));
    }

    @Test
    void inventedMethodsAndPathsMakeNoSeries() throws Exception {
        for (int i = 0; i < 2; i++) {
            invent();
        }
        long before = series();

        for (int i = 0; i < 30; i++) {
            invent();
        }

        assertThat(series()).isEqualTo(before);
        assertThat(metrics()).contains("method=\"_OTHER\"").doesNotContain("INVENTED");
    }

    /** Each word here is a new one; some of the paths need a login, and get none. */
    private static void invent() throws IOException {
        String word = UUID.randomUUID().toString();
        String method = "INVENTED" + word.replace("-", "").toUpperCase(Locale.ROOT);
        answer(method, "/api/images");
        answer(method, "/" + word);
        answer("GET", "/" + word);
        answer("GET", "/api/" + word);
        answer("GET", "/api/images/" + word);
        answer("GET", "/q/" + word);
        answer("GET", "/login/" + word + "?x=" + word);
        Api.get("/api/" + word);
        Api.get("/api/images/" + word);
        Api.get("/api/operations/" + word + "/" + word);
    }

    /** Past clients that know which methods there are. */
    private static void answer(String method, String path) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 4");
        }
    }

    private static long series() {
        return metrics().lines().filter(line -> line.startsWith("http_server_")).count();
    }

    private static String metrics() {
        return Management.metrics();
    }
}
