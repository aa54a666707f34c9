package io.toygres.local.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Access tokens of one tenant, version 1.0 as Azure Storage takes them. */
final class AccessTokens {
    private static final Duration VALIDITY = Duration.ofHours(1);

    private final String tenant;
    private final RSAKey key = Tokens.newKey();

    AccessTokens(String tenant) {
        this.tenant = tenant;
    }

    /**
     * The token endpoint's answer.
     *
     * @param scope such as {@code https://storage.azure.com/.default}; the audience is what is before {@code /.default}
     */
    Map<String, Object> issue(String clientId, String scope) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .audience(scope.split(" ", -1)[0].replaceFirst("/+\\.default$", ""))
                .issuer("https://sts.windows.net/" + tenant + "/")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(VALIDITY)))
                .subject(clientId)
                .claim("appid", clientId)
                .claim("oid", clientId)
                .claim("tid", tenant)
                .claim("ver", "1.0")
                .build();
        return Map.of(
                "token_type",
                "Bearer",
                "expires_in",
                VALIDITY.toSeconds(),
                "ext_expires_in",
                VALIDITY.toSeconds(),
                "access_token",
                Tokens.sign(key, claims));
    }

    Map<String, Object> jwks() {
        return new JWKSet(key).toJSONObject();
    }
}
