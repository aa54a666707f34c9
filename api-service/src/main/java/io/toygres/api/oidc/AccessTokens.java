package io.toygres.api.oidc;

import io.quarkus.runtime.Startup;
import io.quarkus.security.AuthenticationFailedException;
import io.toygres.api.access.Caller;
import io.toygres.api.access.Role;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Who an access token (RFC 9068, or Entra ID's) stands for. Without an issuer in the settings it asks nobody and knows nobody. */
@Singleton
@Startup
class AccessTokens {

    private static final Logger LOG = Logger.getLogger(AccessTokens.class);

    /** No user's name begins so, since those have no colon. */
    private static final String NAMES = "oidc:";

    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /** Signatures by a private key alone: one made with {@code none}, or with a public key for a secret, is none. */
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384);

    /**
     * What tells an application who has logged in, and is for nobody else, has a claim of these:
     * https://openid.net/specs/openid-connect-core-1_0.html#IDToken
     */
    private static final List<String> ID_TOKENS_ALONE_HAVE = List.of("nonce", "at_hash");

    private final OidcConfig config;
    private final Grants grants;
    private final Clock clock;
    private final @Nullable ProviderKeys keys;

    AccessTokens(OidcConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.grants = new Grants(config.grants().orElse(List.of()));
        if (config.issuer().isPresent() && config.audience().isEmpty()) {
            throw new IllegalStateException(
                    "toygres.oidc.issuer needs toygres.oidc.audience (TOYGRES_OIDC_AUDIENCE): without it, tokens"
                            + " for other services would be taken here");
        }
        if (config.issuer().isPresent() && config.grants().isEmpty()) {
            throw new IllegalStateException(
                    "toygres.oidc.issuer needs toygres.oidc.grants (TOYGRES_OIDC_GRANTS): without it, no token"
                            + " would be allowed anything here");
        }
        this.keys = config.issuer()
                .map(issuer -> new ProviderKeys(new ProviderDocuments(issuer, config), config.keysCachedFor(), clock))
                .orElse(null);
    }

    boolean areTaken() {
        return keys != null;
    }

    /**
     * Who it stands for; it may wait for the provider.
     *
     * @throws AuthenticationFailedException when it is not valid here and now
     * @throws ProblemException FORBIDDEN when it grants no role, IDENTITY_PROVIDER_UNAVAILABLE when nobody can say whether it is valid
     */
    Caller caller(String token) {
        try {
            JwtClaims claims = verified(token);
            if (ID_TOKENS_ALONE_HAVE.stream().anyMatch(claims::hasClaim)) {
                throw refused("it is an ID token");
            }
            Object subject = claims.getClaimValue(config.subjectClaim());
            if (!(subject instanceof String name) || !SUBJECT.matcher(name).matches()) {
                throw refused("claim " + config.subjectClaim() + " names nobody");
            }
            List<String> values = config.grantClaims().stream()
                    .flatMap(claim -> values(claims.getClaimValue(claim)))
                    .toList();
            Role role = grants.role(values)
                    .orElseThrow(() -> new ProblemException(
                            ProblemCode.FORBIDDEN,
                            "Your token is valid, and none of its roles or groups allows anything here."));
            return new Caller(NAMES + name, role, grants.access(role, values), Caller.Via.OIDC, null, end(claims));
        } catch (JoseException | InvalidJwtException | MalformedClaimException e) {
            throw refused(e.getClass().getSimpleName());
        }
    }

    private JwtClaims verified(String token) throws JoseException, InvalidJwtException, MalformedClaimException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setCompactSerialization(token);
        String id = Optional.ofNullable(signature.getKeyIdHeaderValue()).orElseThrow(() -> refused("it names no key"));
        if (keys == null) {
            throw refused("no issuer is configured");
        }
        PublicKey key = keys.find(id).orElseThrow(() -> refused("its key is not the issuer's"));
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ALGORITHMS)
                .setVerificationKey(key)
                .setExpectedIssuer(config.issuer().orElseThrow())
                .setExpectedAudience(config.audience().orElseThrow())
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(Math.toIntExact(config.clockSkew().toSeconds()))
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build()
                .processToClaims(token);
    }

    /** From when on {@link #verified} refuses it. */
    private Instant end(JwtClaims claims) throws MalformedClaimException {
        return Instant.ofEpochSecond(claims.getExpirationTime().getValue()).plus(config.clockSkew());
    }

    private static Stream<String> values(@Nullable Object claim) {
        return switch (claim) {
            case String one -> Stream.of(one);
            case List<?> several ->
                several.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    /** What is wrong with it stays here: who sent it may be anybody. */
    private static AuthenticationFailedException refused(String reason) {
        LOG.debugf("access token refused reason=%s", reason);
        return new AuthenticationFailedException();
    }
}
