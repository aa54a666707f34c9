package io.toygres.localcluster.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.store.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/** Issues service account tokens as the API server's TokenRequest does (RS256), and publishes what verifies them. */
public final class TokenIssuer {
    private static final Duration OVERDUE = Duration.ofHours(1);

    private final String issuer;
    private final Clock clock;
    private final KeyPair key;
    private final KeyPair foreignKey;

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
        ObjectNode header =
                Json.object().put("alg", "RS256").put("kid", keyId()).put("typ", "JWT");
        String signed = part(header) + "." + part(claims(subject, audience, issued, lifetime, fault));
        KeyPair signer = fault == TokenFault.WRONG_KEY ? foreignKey : key;
        return signed + "." + base64(sign(signed.getBytes(StandardCharsets.US_ASCII), signer));
    }

    /** {@code /openid/v1/jwks}. */
    public ObjectNode keySet() {
        RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
        ObjectNode document = Json.object();
        document.putArray("keys")
                .addObject()
                .put("use", "sig")
                .put("kty", "RSA")
                .put("kid", keyId())
                .put("alg", "RS256")
                .put("n", base64(unsigned(rsa.getModulus())))
                .put("e", base64(unsigned(rsa.getPublicExponent())));
        return document;
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

    /** The hash of the public key, as Kubernetes names its keys. */
    private String keyId() {
        try {
            return base64(
                    MessageDigest.getInstance("SHA-256").digest(key.getPublic().getEncoded()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] sign(byte[] text, KeyPair signer) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signer.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String part(ObjectNode json) {
        return base64(Json.bytes(json));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
