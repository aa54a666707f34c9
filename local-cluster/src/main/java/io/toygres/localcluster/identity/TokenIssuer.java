package io.toygres.localcluster.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.toygres.localcluster.fault.TokenFault;
import io.toygres.localcluster.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Issues service account tokens as the API server's TokenRequest does (RS256), and publishes what verifies them. */
public final class TokenIssuer {
    private static final Duration OVERDUE = Duration.ofHours(1);
    private static final Pattern SUBJECT = Pattern.compile("system:serviceaccount:([^:]+):([^:]+)");

    private final String issuer;
    private final Clock clock;
    private final RSAKey key;
    private final RSAKey foreignKey;

    /** Whom a token speaks for; the pod's name and uid are empty for a token that no pod asked for. */
    public record Subject(
            String namespace, String serviceAccount, String serviceAccountUid, String pod, String podUid) {}

    /**
     * @param issuer the URL of the API server, under which the discovery document is found
     * @param key file that keeps the key
     */
    public TokenIssuer(String issuer, Path key, Clock clock) throws IOException {
        this.issuer = issuer;
        this.clock = clock;
        this.key = SigningKey.kept(key);
        this.foreignKey = SigningKey.generate();
    }

    public String issue(Subject subject, String audience, Duration lifetime, TokenFault fault) {
        Instant issued =
                fault == TokenFault.EXPIRED ? clock.instant().minus(lifetime).minus(OVERDUE) : clock.instant();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        ObjectNode claims = claims(subject, audience, issued, lifetime, fault);
        JWSObject token = new JWSObject(header, new Payload(Json.bytes(claims)));
        try {
            token.sign(new RSASSASigner(fault == TokenFault.WRONG_KEY ? foreignKey : key));
        } catch (JOSEException missing) {
            throw new IllegalStateException(missing);
        }
        return token.serialize();
    }

    /** Whom a token of this server's own audience speaks for. */
    public record Account(String namespace, String name) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    /** Empty for a token that is not of this issuer, is for another audience, or has ended. */
    public Optional<Account> verify(String token) {
        try {
            JWSObject parsed = JWSObject.parse(token);
            if (!parsed.verify(new RSASSAVerifier(key.toRSAPublicKey()))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = JWTClaimsSet.parse(parsed.getPayload().toJSONObject());
            boolean valid = issuer.equals(claims.getIssuer())
                    && claims.getAudience().contains(issuer)
                    && claims.getExpirationTime().toInstant().isAfter(clock.instant());
            Matcher subject = SUBJECT.matcher(claims.getSubject());
            return valid && subject.matches()
                    ? Optional.of(new Account(subject.group(1), subject.group(2)))
                    : Optional.empty();
        } catch (ParseException | JOSEException unreadable) {
            return Optional.empty();
        }
    }

    /** Its own audience, for which the API server's tokens are unless another is asked for. */
    public String audience() {
        return issuer;
    }

    /** {@code /openid/v1/jwks}. */
    public ObjectNode keySet() {
        return Json.parse(new JWKSet(key).toString(true).getBytes(UTF_8));
    }

    /** {@code /.well-known/openid-configuration}. */
    public ObjectNode discovery() {
        ObjectNode document = Json.object().put("issuer", issuer).put("jwks_uri", issuer + "/openid/v1/jwks");
        document.putArray("response_types_supported").add("id_token");
        document.putArray("subject_types_supported").add("public");
        document.putArray("id_token_signing_alg_values_supported").add("RS256");
        return document;
    }

    private ObjectNode claims(Subject subject, String audience, Instant issued, Duration lifetime, TokenFault fault) {
        String account = fault == TokenFault.WRONG_SUBJECT ? "somebody-else" : subject.serviceAccount();
        ObjectNode claims = Json.object();
        claims.putArray("aud").add(audience);
        claims.put("exp", issued.plus(lifetime).getEpochSecond())
                .put("iat", issued.getEpochSecond())
                .put("nbf", issued.getEpochSecond())
                .put("iss", issuer)
                .put("jti", UUID.randomUUID().toString())
                .put("sub", "system:serviceaccount:" + subject.namespace() + ":" + account);
        ObjectNode kubernetes = claims.putObject("kubernetes.io").put("namespace", subject.namespace());
        kubernetes.putObject("serviceaccount").put("name", account).put("uid", subject.serviceAccountUid());
        if (!subject.pod().isEmpty()) {
            kubernetes.putObject("pod").put("name", subject.pod()).put("uid", subject.podUid());
        }
        return claims;
    }
}
