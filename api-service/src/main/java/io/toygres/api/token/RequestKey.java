package io.toygres.api.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The key pair (Ed25519, RFC 8032) that follows from a token's secret. Who has the token signs with the one key; the database has the other, with
 * which nothing can be signed.
 */
final class RequestKey {

    /** So that no other key that may follow from a token is this one. */
    private static final String PURPOSE = "toygres.requests.v1";

    private static final String ALGORITHM = "HmacSHA256";

    private final Ed25519PublicKeyParameters publicKey;

    /** @param publicKey 32 bytes */
    RequestKey(byte[] publicKey) {
        this.publicKey = new Ed25519PublicKeyParameters(publicKey);
    }

    /** @return 32 bytes */
    static byte[] publicKey(String secret) {
        return new Ed25519PrivateKeyParameters(seed(secret)).generatePublicKey().getEncoded();
    }

    boolean hasSigned(byte[] content, byte[] signature) {
        var verifier = new Ed25519Signer();
        verifier.init(false, publicKey);
        verifier.update(content, 0, content.length);
        return verifier.verifySignature(signature);
    }

    private static byte[] seed(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return mac.doFinal(PURPOSE.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
