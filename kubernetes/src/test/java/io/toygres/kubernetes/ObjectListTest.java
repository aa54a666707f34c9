package io.toygres.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an API server that gives one object a page. */
class ObjectListTest {

    private final List<String> queries = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private KubernetesClient client;
    private volatile boolean expires;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/namespaces/managed/secrets", this::page);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void isReadToTheEnd() {
        assertThat(secrets())
                .extracting(secret -> secret.getMetadata().getName())
                .containsExactly("one", "two");
        assertThat(queries).hasSize(2).allSatisfy(query -> assertThat(query)
                .contains("labelSelector=app.kubernetes.io")
                .contains("toygres.io")
                .contains("limit=500"));
    }

    @Test
    void isNothingWhenOnePageFails() {
        expires = true;
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(this::secrets)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(410));
    }

    private List<Secret> secrets() {
        return ObjectList.of(client, Secret.class, "managed", Labels.INSTANCE_ID);
    }

    private void page(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        queries.add(query);
        boolean second = query.contains("continue=more");
        byte[] body = (second ? list("two", "") : list("one", "more")).getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            if (second && expires) {
                exchange.sendResponseHeaders(410, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String list(String name, String next) {
        return """
                {"apiVersion": "v1", "kind": "SecretList", "metadata": {"continue": "%s"},
                 "items": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "%s"}}]}""".formatted(next, name);
    }
}
