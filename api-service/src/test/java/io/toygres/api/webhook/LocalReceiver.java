package io.toygres.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.toygres.api.testing.FakeWorker;
import io.toygres.messaging.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Somebody's receiver, which remembers what it was sent and answers as a test says. */
public final class LocalReceiver implements AutoCloseable {

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Function<Received, Integer> answer = _ -> 204;

    /** A request. */
    public record Received(
            String path, String id, String time, String signatures, String type, String host, String body) {

        public JsonNode event() {
            try {
                return Json.mapper().readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String subject() {
            return event().get("subject").asText();
        }
    }

    private LocalReceiver(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    public static LocalReceiver open() throws IOException {
        return open("127.0.0.1");
    }

    public static LocalReceiver open(String address) throws IOException {
        return new LocalReceiver(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 0));
    }

    public static LocalReceiver openTls(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new LocalReceiver(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    /** @param status to answer a request with */
    public void answering(Function<Received, Integer> status) {
        answer = status;
    }

    public List<Received> received() {
        return received;
    }

    /** All of them, once there are so many. */
    public List<Received> await(int number) {
        return FakeWorker.await(() -> Optional.of(List.copyOf(received)).filter(some -> some.size() >= number));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var headers = exchange.getRequestHeaders();
            Received request = new Received(
                    exchange.getRequestURI().toString(),
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    headers.getFirst("Content-Type"),
                    headers.getFirst("Host"),
                    body);
            received.add(request);
            int status = answer.apply(request);
            if (status / 100 == 3) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
