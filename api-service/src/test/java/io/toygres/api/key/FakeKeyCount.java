package io.toygres.api.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** provisioner-service's endpoint that says which keys its operations need. */
final class FakeKeyCount implements AutoCloseable {

    private final HttpServer server;

    /** @param json such as <code>{"k1": 2}</code> */
    FakeKeyCount(URI base, String json) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort()), 0);
        server.createContext("/internal/keys", exchange -> {
            try (exchange) {
                byte[] body = json.getBytes(UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
