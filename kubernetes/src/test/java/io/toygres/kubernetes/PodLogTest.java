package io.toygres.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container's log, from an API server that keeps its connections open. */
final class PodLogTest {

    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/namespaces/managed/pods/written/log", exchange -> answer(exchange, 200, "all of it"));
        server.createContext("/api/v1/namespaces/managed/pods/gone/log", exchange -> answer(exchange, 404, "{}"));
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    /** The next request may have the connection of the one before, so that must not be touched any more. */
    @Test
    void readsOneLogAfterAnother() throws IOException {
        for (int i = 0; i < 500; i++) {
            assertThat(log("written")).isEqualTo("all of it");
        }
    }

    @Test
    void saysThatThereIsNone() throws IOException {
        assertThat(log("gone")).isEqualTo("(no log: HTTP 404)\n");
    }

    private String log(String pod) throws IOException {
        var out = new ByteArrayOutputStream();
        PodLog.copy(client.pods().inNamespace("managed").withName(pod), out);
        return out.toString(UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
