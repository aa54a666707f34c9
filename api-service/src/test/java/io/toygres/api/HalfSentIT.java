package io.toygres.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.api.problem.ProblemCode;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.platform.PrivateCa;
import io.toygres.local.platform.Secrets;
import io.toygres.local.platform.ServerCertificate;
import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Command;
import io.toygres.local.process.Ports;
import io.toygres.messaging.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is no whole request, at the ports of the service as it is packaged: in a {@code @QuarkusTest} Netty and this code have different
 * class loaders, so that Netty does not find {@link io.toygres.connection.ConnectionExtension}.
 */
class HalfSentIT {

    private static final int PATIENCE_MS = 120_000;
    private static final String HOST = "Host: localhost\r\n";

    private static final int PORT = Ports.free();
    private static final int TLS_PORT = Ports.free();
    private static final int MANAGEMENT_PORT = Ports.free();

    private static @Nullable LocalPostgres postgres;
    private static @Nullable ChildProcess service;

    @BeforeAll
    static void start(@TempDir Path folder) {
        LocalPostgres database = LocalPostgres.throwaway();
        postgres = database;
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        settings(folder, database).forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        ChildProcess started =
                ChildProcess.start(new Command("half-sent", command, Map.of(), folder.resolve("service.log")));
        service = started;
        started.awaitReady(() -> Ports.answers("127.0.0.1", PORT) && Ports.answers("127.0.0.1", MANAGEMENT_PORT));
    }

    private static Map<String, String> settings(Path folder, LocalPostgres database) {
        String key = "k1:" + "A".repeat(43) + "=\n";
        Secrets.write(folder.resolve("keys"), key);
        Secrets.write(folder.resolve("password"), "correct horse battery\n");
        ServerCertificate certificate = PrivateCa.in(folder.resolve("ca")).issue("api-service", List.of("localhost"));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("toygres.database.url", database.url());
        settings.put("quarkus.datasource.username", "cms");
        settings.put("quarkus.datasource.password", database.password("cms"));
        settings.put("kafka.bootstrap.servers", "127.0.0.1:" + Ports.free());
        settings.put("toygres.keyring.file", folder.resolve("keys").toString());
        settings.put("toygres.command-keys.file", folder.resolve("keys").toString());
        settings.put("toygres.admin.password-file", folder.resolve("password").toString());
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(PORT));
        settings.put("quarkus.http.ssl-port", Integer.toString(TLS_PORT));
        settings.put(
                "quarkus.http.ssl.certificate.files", certificate.certificate().toString());
        settings.put("quarkus.http.ssl.certificate.key-files", certificate.key().toString());
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(MANAGEMENT_PORT));
        settings.put("toygres.http.head-timeout", "2S");
        return settings;
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.kill();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void endsHoweverSlowlyItComes() throws Exception {
        try (var silent = open(PORT);
                var slow = open(PORT);
                var managed = open(MANAGEMENT_PORT);
                var handshake = open(TLS_PORT)) {
            silent.getOutputStream().write("GET /health HTTP/1.1\r\nHo".getBytes(UTF_8));
            managed.getOutputStream().write("GET /q/hea".getBytes(UTF_8));
            // The beginning of a ClientHello
            handshake.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0});
            Thread drip = Thread.ofVirtual().start(() -> drip(slow));

            refused(rest(silent), 408, ProblemCode.REQUEST_TIMEOUT);
            refused(rest(slow), 408, ProblemCode.REQUEST_TIMEOUT);
            refused(rest(managed), 408, ProblemCode.REQUEST_TIMEOUT);
            drip.join();
            assertThat(rest(handshake)).doesNotContain("HTTP");
        }
    }

    /** The half-sent one ends later than the other may rest. */
    @Test
    void aConnectionThatRestsGoesOn() throws Exception {
        try (var resting = open(PORT);
                var half = open(PORT)) {
            String request = "HEAD /api/me HTTP/1.1\r\n" + HOST + "\r\n";
            resting.getOutputStream().write(request.getBytes(UTF_8));
            assertThat(head(resting)).startsWith("HTTP/1.1 401 ");

            half.getOutputStream().write("GET".getBytes(UTF_8));
            refused(rest(half), 408, ProblemCode.REQUEST_TIMEOUT);

            resting.getOutputStream().write(request.getBytes(UTF_8));
            assertThat(head(resting)).startsWith("HTTP/1.1 401 ");
        }
    }

    /** Without TLS: one that begins as HTTP/1.1. */
    @Test
    void aClientOfHttp2IsServedAndMayRest() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + PORT + "/api/me");
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .build();
                var half = open(PORT)) {
            HttpRequest request = HttpRequest.newBuilder(address).build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);

            half.getOutputStream().write("GET".getBytes(UTF_8));
            refused(rest(half), 408, ProblemCode.REQUEST_TIMEOUT);

            HttpResponse<String> again = client.send(request, BodyHandlers.ofString());
            assertThat(again.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(again.body()).contains("UNAUTHENTICATED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/images HTTP/1.1\r\nContent-Length: abc",
                "POST /api/images HTTP/1.1\r\nContent-Length: -1",
                "POST /api/images HTTP/1.1\r\nContent-Length: 1, 2",
                "POST /api/images HTTP/1.1\r\nContent-Length: 99999999999999999999",
                "POST /api/images HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
                "GET"
            })
    void whatIsNoHttpIsAProblem(String head) throws IOException {
        refused(answer(PORT, head + "\r\n" + HOST), 400, ProblemCode.BAD_REQUEST);
        refused(answer(MANAGEMENT_PORT, head + "\r\n" + HOST), 400, ProblemCode.BAD_REQUEST);
    }

    @Test
    void whatIsLongerThanCanBeReadIsAProblem() throws IOException {
        refused(answer(PORT, "GET /" + "x".repeat(40_000) + " HTTP/1.1\r\n" + HOST), 414, ProblemCode.ADDRESS_TOO_LONG);
        refused(
                answer(PORT, "GET /api/images HTTP/1.1\r\n" + HOST + "X-A: " + "x".repeat(40_000) + "\r\n"),
                431,
                ProblemCode.HEADERS_TOO_LARGE);
    }

    private static void refused(String answer, int status, ProblemCode code) throws IOException {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsIgnoringCase("application/problem+json");
        JsonNode problem = Json.mapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.path("code").asText()).isEqualTo(code.name());
        assertThat(problem.path("title").asText()).isEqualTo(code.title());
        assertThat(problem.path("type").asText()).isEqualTo(code.type());
        assertThat(problem.path("remedy").asText()).isNotBlank();
    }

    private static Socket open(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static String answer(int port, String head) throws IOException {
        try (var socket = open(port)) {
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(UTF_8));
            return rest(socket);
        }
    }

    private static void drip(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream().write('G');
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException _) {
            // It was closed, as it ought to be.
        }
    }

    /** All that comes until the service closes the connection. */
    private static String rest(Socket socket) {
        var answer = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.append((char) next);
            }
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("still open after " + answer, e);
        } catch (IOException e) {
            // Closed while this end still sent
        }
        return answer.toString();
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("the connection ended after: " + head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }
}
