package io.toygres.local.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
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
        try {
            SignedJWT assertion = SignedJWT.parse(form.getOrDefault("client_assertion", ""));
            return refusal(clientId, assertion, assertion.getJWTClaimsSet());
        } catch (ParseException e) {
            return Optional.of(EntraError.malformedAssertion());
        }
    }

    private Optional<EntraError> refusal(String clientId, SignedJWT assertion, JWTClaimsSet claims) {
        if (!issuer.issuer().equals(claims.getIssuer())) {
            return Optional.of(EntraError.wrongIssuer(claims.getIssuer()));
        }
        if (!isSigned(assertion)) {
            return Optional.of(EntraError.badSignature());
        }
        if (!isInTime(claims)) {
            return Optional.of(EntraError.outsideValidity());
        }
        if (!claims.getAudience().contains(FederatedCredential.AUDIENCE)) {
            return Optional.of(EntraError.wrongAudience(claims.getAudience().toString()));
        }
        if (credentials.stream().noneMatch(known -> known.isFor(clientId, claims.getSubject()))) {
            return Optional.of(EntraError.wrongSubject(claims.getSubject()));
        }
        return Optional.empty();
    }

    /** By a key that the issuer publishes; whatever else the header asks for is no signature. */
    private boolean isSigned(SignedJWT assertion) {
        JWK key = publishedKeys().getKeyByKeyId(assertion.getHeader().getKeyID());
        try {
            return key != null && assertion.verify(new RSASSAVerifier(key.toRSAKey()));
        } catch (JOSEException e) {
            return false;
        }
    }

    private JWKSet publishedKeys() {
        String jwks = issuer.jwks().get();
        try {
            return JWKSet.parse(jwks);
        } catch (ParseException e) {
            throw new IllegalStateException("Not a JSON Web Key Set: " + jwks, e);
        }
    }

    private static boolean isInTime(JWTClaimsSet claims) {
        Date from = claims.getNotBeforeTime();
        Date until = claims.getExpirationTime();
        Instant now = Instant.now();
        return from != null
                && until != null
                && from.toInstant().minus(LEEWAY).isBefore(now)
                && until.toInstant().plus(LEEWAY).isAfter(now);
    }
}
