package io.toygres.api.oidc;

import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** A token that a test makes, right in everything that the test does not change. */
final class Jwt {

    private final JwtClaims claims = new JwtClaims();
    private final Clock clock;

    Jwt(String issuer, Clock clock) {
        this.clock = clock;
        claims.setIssuer(issuer);
        claims.setAudience(WithProvider.AUDIENCE);
        claims.setSubject("pairwise");
        claims.setClaim("oid", "3f0c-ada");
        claims.setStringListClaim("roles", "Toygres.Reader");
        expires(Duration.ofMinutes(10));
    }

    Jwt with(String claim, Object value) {
        claims.setClaim(claim, value);
        return this;
    }

    Jwt without(String claim) {
        claims.unsetClaim(claim);
        return this;
    }

    /** @param in from now; negative for one that has */
    Jwt expires(Duration in) {
        claims.setExpirationTime(at(in));
        return this;
    }

    Jwt validFrom(Duration in) {
        claims.setNotBefore(at(in));
        return this;
    }

    private NumericDate at(Duration in) {
        return NumericDate.fromMilliseconds(clock.instant().plus(in).toEpochMilli());
    }

    String signedBy(RsaJsonWebKey key) {
        return signed(AlgorithmIdentifiers.RSA_USING_SHA256, key.getPrivateKey(), key.getKeyId());
    }

    String signed(String algorithm, @Nullable Key key, @Nullable String keyId) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setDoKeyValidation(false);
        signature.setKey(key);
        if (keyId != null) {
            signature.setKeyIdHeaderValue(keyId);
        }
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
