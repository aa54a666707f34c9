package io.toygres.api.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/** An OpenID provider as far as a service asks one: its discovery document and its keys. */
final class Provider implements AutoCloseable {

    private final String issuer;
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String keys = "{\"keys\": []}";

    /** @param issuer an address on this machine, which it serves */
    Provider(String issuer) throws IOException {
        this.issuer = issuer;
        URI address = URI.create(issuer);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()), 0);
        server.createContext(
                address.getPath().replaceAll("/$", "") + "/.well-known/openid-configuration", this::describe);
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            answer(exchange, keys);
        });
        server.start();
    }

    static RsaJsonWebKey newKey(String id) throws JoseException {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId(id);
        return key;
    }

    /** From now on these are its keys. */
    void publishes(PublicJsonWebKey... published) {
        publishesText(new JsonWebKeySet(published).toJson());
    }

    /** From now on it says this where its keys ought to be. */
    void publishesText(String text) {
        keys = text;
    }

    /** How often it was asked for its keys. */
    int timesAsked() {
        return asked.get();
    }

    private void describe(HttpExchange exchange) throws IOException {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        answer(exchange, "{\"issuer\": \"" + issuer + "\", \"jwks_uri\": \"" + base + "/keys\"}");
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
