package io.toygres.local.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Signs workload tokens as a cluster does, for tests that need no cluster. */
public final class FederatedIssuer {
    private final String issuer;
    private final String keyId = UUID.randomUUID().toString();
    private final KeyPair keys;

    /** An issuer of this name with a new RSA key. */
    public FederatedIssuer(String issuer) {
        this.issuer = issuer;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No RSA keys in this JVM", e);
        }
    }

    public TrustedIssuer asTrusted() {
        return new TrustedIssuer(issuer, this::jwks);
    }

    public String jwks() {
        return Jwks.of(keyId, (RSAPublicKey) keys.getPublic());
    }

    /**
     * A token as a kubelet projects it into a pod.
     *
     * @param subject such as {@code system:serviceaccount:toygres-managed:toygres-image-job}
     * @param validity from now on; a negative one makes a token that has expired
     */
    public String token(String subject, String audience, Duration validity) {
        Instant now = Instant.now();
        return Jwt.sign(
                keyId,
                keys.getPrivate(),
                Map.of(
                        "iss", issuer,
                        "sub", subject,
                        "aud", List.of(audience),
                        "iat", now.minus(Duration.ofHours(1)).getEpochSecond(),
                        "nbf", now.minus(Duration.ofHours(1)).getEpochSecond(),
                        "exp", now.plus(validity).getEpochSecond()));
    }
}
