package io.toygres.local.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Signs workload tokens as a cluster does, for tests that need no cluster. */
public final class FederatedIssuer {
    private static final Duration AGE = Duration.ofHours(1);

    private final String issuer;
    private final RSAKey key = Tokens.newKey();

    /** An issuer of this name with a new RSA key. */
    public FederatedIssuer(String issuer) {
        this.issuer = issuer;
    }

    public TrustedIssuer asTrusted() {
        return new TrustedIssuer(issuer, this::jwks);
    }

    public String jwks() {
        return new JWKSet(key).toString(true);
    }

    /**
     * A token as a kubelet projects it into a pod.
     *
     * @param subject such as {@code system:serviceaccount:toygres-managed:toygres-backup}
     * @param validity from now on; a negative one makes a token that has expired
     */
    public String token(String subject, String audience, Duration validity) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(audience)
                .issueTime(Date.from(now.minus(AGE)))
                .notBeforeTime(Date.from(now.minus(AGE)))
                .expirationTime(Date.from(now.plus(validity)))
                .build();
        return Tokens.sign(key, claims);
    }
}
