package io.toygres.local.identity;

import java.util.List;
import java.util.Map;

/** What clients read before they ask for a token. */
final class EntraDocuments {
    private static final String BASE = "https://" + LocalEntra.HOST + "/";

    private EntraDocuments() {}

    /** Which hosts are the same authority. */
    static Map<String, Object> instanceDiscovery(String tenant) {
        return Map.of(
                "tenant_discovery_endpoint",
                BASE + tenant + "/v2.0/.well-known/openid-configuration",
                "api-version",
                "1.1",
                "metadata",
                List.of(Map.of(
                        "preferred_network",
                        LocalEntra.HOST,
                        "preferred_cache",
                        "login.windows.net",
                        "aliases",
                        List.of(LocalEntra.HOST, "login.windows.net", "login.microsoft.com", "sts.windows.net"))));
    }

    static Map<String, Object> openidConfiguration(String tenant) {
        return Map.of(
                "issuer", BASE + tenant + "/v2.0",
                "authorization_endpoint", BASE + tenant + "/oauth2/v2.0/authorize",
                "token_endpoint", BASE + tenant + "/oauth2/v2.0/token",
                "device_authorization_endpoint", BASE + tenant + "/oauth2/v2.0/devicecode",
                "jwks_uri", BASE + tenant + "/discovery/v2.0/keys",
                "response_types_supported", List.of("code", "id_token"),
                "subject_types_supported", List.of("pairwise"),
                "id_token_signing_alg_values_supported", List.of("RS256"),
                "token_endpoint_auth_methods_supported", List.of("client_secret_post", "private_key_jwt"));
    }
}
