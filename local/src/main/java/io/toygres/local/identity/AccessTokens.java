package io.toygres.local.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Access tokens of one tenant, version 1.0 as Azure Storage takes them. */
final class AccessTokens {
    private static final Duration VALIDITY = Duration.ofHours(1);

    private final String tenant;
    private final String keyId = UUID.randomUUID().toString();
    private final KeyPair keys;

    AccessTokens(String tenant) {
        this.tenant = tenant;
        try {
            this.keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No RSA keys in this JVM", e);
        }
    }

    /**
     * The token endpoint's answer.
     *
     * @param scope such as {@code https://storage.azure.com/.default}; the audience is what is before {@code /.default}
     */
    Map<String, Object> issue(String clientId, String scope) {
        Instant now = Instant.now();
        Map<String, Object> claims = new HashMap<>();
        claims.put("aud", scope.split(" ", -1)[0].replaceFirst("/+\\.default$", ""));
        claims.put("iss", "https://sts.windows.net/" + tenant + "/");
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", now.plus(VALIDITY).getEpochSecond());
        claims.put("appid", clientId);
        claims.put("oid", clientId);
        claims.put("sub", clientId);
        claims.put("tid", tenant);
        claims.put("ver", "1.0");
        return Map.of(
                "token_type",
                "Bearer",
                "expires_in",
                VALIDITY.toSeconds(),
                "ext_expires_in",
                VALIDITY.toSeconds(),
                "access_token",
                Jwt.sign(keyId, keys.getPrivate(), claims));
    }

    Map<String, Object> jwks() {
        return Map.of("keys", List.of(Jwks.entry(keyId, (RSAPublicKey) keys.getPublic())));
    }
}
