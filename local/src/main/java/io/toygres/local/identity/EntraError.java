package io.toygres.local.identity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A refusal in Entra's words. Codes: <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">list</a>.
 *
 * @param error OAuth 2.0 error code (RFC 6749, section 5.2)
 * @param code the number after {@code AADSTS}
 */
record EntraError(int status, String error, int code, String message) {

    static EntraError missing(String parameter) {
        return new EntraError(
                400,
                "invalid_request",
                900144,
                "The request body must contain the following parameter: '" + parameter + "'.");
    }

    static EntraError unsupportedGrant(String grantType) {
        return new EntraError(
                400,
                "unsupported_grant_type",
                70003,
                "The app requested an unsupported grant type '" + grantType + "'.");
    }

    static EntraError unknownTenant(String tenant) {
        return new EntraError(400, "invalid_request", 90002, "Tenant '" + tenant + "' not found.");
    }

    static EntraError unknownClient(String clientId, String tenant) {
        return new EntraError(
                400,
                "unauthorized_client",
                700016,
                "Application with identifier '%s' was not found in the directory '%s'.".formatted(clientId, tenant));
    }

    static EntraError malformedAssertion() {
        return new EntraError(401, "invalid_client", 50027, "JWT token is invalid or malformed.");
    }

    static EntraError badSignature() {
        return new EntraError(401, "invalid_client", 700027, "Client assertion failed signature validation.");
    }

    static EntraError outsideValidity() {
        return new EntraError(401, "invalid_client", 700024, "Client assertion is not within its valid time range.");
    }

    static EntraError wrongIssuer(String issuer) {
        return noFederatedCredential(700211, "issuer", issuer);
    }

    static EntraError wrongAudience(String audience) {
        return noFederatedCredential(700212, "audience", audience);
    }

    static EntraError wrongSubject(String subject) {
        return noFederatedCredential(700213, "subject", subject);
    }

    private static EntraError noFederatedCredential(int code, String claim, String value) {
        return new EntraError(
                401,
                "invalid_client",
                code,
                ("No matching federated identity record found for presented assertion %s '%s'. Check your federated identity"
                                + " credential Subject, Audience and Issuer against the presented assertion.")
                        .formatted(claim, value));
    }

    Map<String, Object> body() {
        String timestamp = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return Map.of(
                "error", error,
                "error_description", "AADSTS%d: %s Timestamp: %s".formatted(code, message, timestamp),
                "error_codes", List.of(code),
                "timestamp", timestamp,
                "trace_id", UUID.randomUUID().toString(),
                "correlation_id", UUID.randomUUID().toString());
    }
}
