package io.toygres.api.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.messaging.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Reads what an OpenID provider publishes: where its keys are (OpenID Connect Discovery 1.0), and these (RFC 7517). */
final class ProviderDocuments {

    private static final int OK = 200;

    /** Providers publish a few keys of a few KB. */
    private static final int LONGEST = 1024 * 1024;

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

    private final HttpClient client;
    private final String issuer;
    private final OidcConfig config;

    ProviderDocuments(String issuer, OidcConfig config) {
        this.issuer = issuer;
        this.config = config;
        this.client = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The keys by their ids. Those without one, and those that do not sign, are left out. */
    Map<String, PublicKey> keys() throws IOException {
        try {
            Map<String, PublicKey> keys = new HashMap<>();
            for (JsonWebKey key : new JsonWebKeySet(text(jwksUrl())).getJsonWebKeys()) {
                if (key instanceof PublicJsonWebKey asymmetric
                        && key.getKeyId() != null
                        && !"enc".equals(key.getUse())) {
                    keys.put(key.getKeyId(), asymmetric.getPublicKey());
                }
            }
            return Map.copyOf(keys);
        } catch (JoseException e) {
            throw new IOException("what it says are its keys can't be read", e);
        }
    }

    private URI jwksUrl() throws IOException {
        if (config.jwksUrl().isPresent()) {
            return config.jwksUrl().get();
        }
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        JsonNode document = Json.mapper().readTree(text(URI.create(base + "/.well-known/openid-configuration")));
        if (!document.path("issuer").asText().equals(issuer)) {
            throw new IOException("it calls itself " + document.path("issuer").asText());
        }
        try {
            return URI.create(document.path("jwks_uri").asText());
        } catch (IllegalArgumentException e) {
            throw new IOException("jwks_uri is no address", e);
        }
    }

    /** The whole answer in time: it may begin and then stop. */
    private String text(URI address) throws IOException {
        CompletableFuture<HttpResponse<String>> coming =
                client.sendAsync(request(address), BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), LONGEST));
        try {
            HttpResponse<String> answer = coming.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != OK) {
                throw new IOException(address + " answers HTTP " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(address + " does not answer", e);
        } catch (TimeoutException e) {
            coming.cancel(true);
            throw new IOException(address + " does not answer within " + config.timeout(), e);
        }
    }

    /** Whoever could change the keys on their way could log in as anybody. */
    private HttpRequest request(URI address) throws IOException {
        if (!"https".equals(address.getScheme()) && !THIS_MACHINE.contains(String.valueOf(address.getHost()))) {
            throw new IOException(address + " is not HTTPS");
        }
        try {
            return HttpRequest.newBuilder(address).timeout(config.timeout()).build();
        } catch (IllegalArgumentException e) {
            throw new IOException(address + " is no address of HTTP", e);
        }
    }
}
