package io.toygres.local.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.toygres.local.platform.PrivateCa;
import io.toygres.local.platform.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * Plays Microsoft Entra ID over HTTPS under the name {@value #HOST}: instance discovery, the tenant's OpenID configuration and the
 * token endpoint for federated assertions, which it checks as Entra does.
 */
public final class LocalEntra implements AutoCloseable {
    public static final String HOST = "login.microsoftonline.com";

    private static final List<String> HOSTS =
            List.of(HOST, "login.microsoft.com", "login.windows.net", "sts.windows.net");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TokenGrant grant;
    private final AccessTokens tokens;
    private final HttpsServer server;

    private LocalEntra(String tenant, TrustedIssuer issuer, List<FederatedCredential> credentials, HttpsServer server) {
        this.grant = new TokenGrant(tenant, issuer, credentials);
        this.tokens = new AccessTokens(tenant);
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param tenant the directory's id, a UUID
     * @param issuer the cluster whose service accounts it trusts
     * @param credentials which of them may ask for tokens of which application
     */
    public static LocalEntra start(
            InetSocketAddress listen,
            PrivateCa ca,
            String tenant,
            TrustedIssuer issuer,
            List<FederatedCredential> credentials) {
        return start(listen, ca.issue("entra", HOSTS), tenant, issuer, credentials);
    }

    /** As above, with a certificate for {@value #HOST} that its clients trust. */
    public static LocalEntra start(
            InetSocketAddress listen,
            ServerCertificate certificate,
            String tenant,
            TrustedIssuer issuer,
            List<FederatedCredential> credentials) {
        try {
            HttpsServer server = HttpsServer.create(listen, 50);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
            LocalEntra entra = new LocalEntra(tenant, issuer, credentials, server);
            server.createContext("/", entra::handle);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return entra;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not listen on " + listen, e);
        }
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
            String tenant = path[0];
            switch (path.length == 2 ? path[1] : "") {
                case "discovery/instance" -> answer(exchange, 200, EntraDocuments.instanceDiscovery(grant.tenant()));
                case "v2.0/.well-known/openid-configuration" ->
                    answer(exchange, 200, EntraDocuments.openidConfiguration(tenant));
                case "discovery/v2.0/keys" -> answer(exchange, 200, tokens.jwks());
                case "oauth2/v2.0/token" -> token(exchange, tenant);
                default -> answer(exchange, 404, Map.of("error", "not_found"));
            }
        }
    }

    private void token(HttpExchange exchange, String tenant) throws IOException {
        Map<String, String> form = form(exchange);
        Optional<EntraError> refusal =
                tenant.equals(grant.tenant()) ? grant.refusal(form) : Optional.of(EntraError.unknownTenant(tenant));
        if (refusal.isPresent()) {
            answer(exchange, refusal.get().status(), refusal.get().body());
        } else {
            answer(exchange, 200, tokens.issue(form.getOrDefault("client_id", ""), form.getOrDefault("scope", "")));
        }
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        Map<String, String> fields = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : body.split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            if (nameAndValue.length == 2) {
                fields.put(decode(nameAndValue[0]), decode(nameAndValue[1]));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
