package io.toygres.local.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides on a request for a token by client credentials with a federated assertion. See
 * <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">Entra's documentation</a>.
 *
 * @param tenant the directory's id, a UUID
 */
record TokenGrant(String tenant, TrustedIssuer issuer, List<FederatedCredential> credentials) {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final List<String> PARAMETERS =
            List.of("grant_type", "client_id", "scope", "client_assertion_type", "client_assertion");
    /** Entra's own, for clocks that differ. */
    private static final Duration LEEWAY = Duration.ofMinutes(5);

    TokenGrant {
        credentials = List.copyOf(credentials);
    }

    /** Empty when the request is in order: a token may be issued to its {@code client_id} for its {@code scope}. */
    Optional<EntraError> refusal(Map<String, String> form) {
        for (String parameter : PARAMETERS) {
            if (form.getOrDefault(parameter, "").isEmpty()) {
                return Optional.of(EntraError.missing(parameter));
            }
        }
        String grantType = form.getOrDefault("grant_type", "");
        if (!grantType.equals("client_credentials")
                || !form.getOrDefault("client_assertion_type", "").equals(ASSERTION_TYPE)) {
            return Optional.of(EntraError.unsupportedGrant(grantType));
        }
        String clientId = form.getOrDefault("client_id", "");
        if (credentials.stream().noneMatch(known -> known.clientId().equals(clientId))) {
            return Optional.of(EntraError.unknownClient(clientId, tenant));
        }
        return Jwt.parse(form.getOrDefault("client_assertion", ""))
                .map(assertion -> refusal(clientId, assertion))
                .orElseGet(() -> Optional.of(EntraError.malformedAssertion()));
    }

    private Optional<EntraError> refusal(String clientId, Jwt assertion) {
        if (!assertion.claim("iss").equals(issuer.issuer())) {
            return Optional.of(EntraError.wrongIssuer(assertion.claim("iss")));
        }
        if (Jwks.find(issuer.jwks().get(), assertion.keyId())
                .filter(assertion::isSignedBy)
                .isEmpty()) {
            return Optional.of(EntraError.badSignature());
        }
        if (!isInTime(assertion)) {
            return Optional.of(EntraError.outsideValidity());
        }
        if (!assertion.isFor(FederatedCredential.AUDIENCE)) {
            return Optional.of(
                    EntraError.wrongAudience(assertion.claims().path("aud").toString()));
        }
        if (!credentials.contains(new FederatedCredential(clientId, assertion.claim("sub")))) {
            return Optional.of(EntraError.wrongSubject(assertion.claim("sub")));
        }
        return Optional.empty();
    }

    private static boolean isInTime(Jwt assertion) {
        Instant now = Instant.now();
        Instant from = Instant.ofEpochSecond(assertion.claims().path("nbf").asLong());
        Instant until = Instant.ofEpochSecond(assertion.claims().path("exp").asLong());
        return from.minus(LEEWAY).isBefore(now) && until.plus(LEEWAY).isAfter(now);
    }
}
