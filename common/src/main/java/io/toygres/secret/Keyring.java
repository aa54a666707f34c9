package io.toygres.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.contract.EncryptedSecret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts secrets with AES-256-GCM under a random nonce. The owner's id is associated data, so that a ciphertext moved to
 * another row does not decrypt there. Keys rotate: the newest encrypts, every key still in the file decrypts.
 */
public final class Keyring {

    private static final String CIPHER = "AES/GCM/NoPadding";
    /** NIST SP 800-38D: 96-bit nonces, 128-bit tags. */
    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys;
    private final String newestKeyId;
    private final SecureRandom random = new SecureRandom();

    /** @throws IllegalArgumentException when there is no key of the newest key's id */
    Keyring(Map<String, SecretKey> keys, String newestKeyId) {
        this.keys = Map.copyOf(keys);
        this.newestKeyId = newestKeyId;
        if (!keys.containsKey(newestKeyId)) {
            throw new IllegalArgumentException("the keyring has no key " + newestKeyId);
        }
    }

    /** The id of the key that encrypts. */
    public String newest() {
        return newestKeyId;
    }

    /** The ids of all keys that decrypt, the newest among them. */
    public Set<String> keyIds() {
        return keys.keySet();
    }

    public EncryptedSecret encrypt(Secret secret, UUID ownerId) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] ciphertext = run(
                Cipher.ENCRYPT_MODE,
                newestKeyId,
                nonce,
                ownerId,
                secret.reveal().getBytes(UTF_8));
        byte[] nonceAndCiphertext = ByteBuffer.allocate(nonce.length + ciphertext.length)
                .put(nonce)
                .put(ciphertext)
                .array();
        return new EncryptedSecret(newestKeyId + ":" + Base64.getEncoder().encodeToString(nonceAndCiphertext));
    }

    /**
     * @throws UndecryptableSecretException when its key has left the keyring, or it was encrypted for another owner, or
     *     changed
     */
    public Secret decrypt(EncryptedSecret encrypted, UUID ownerId) {
        String[] keyIdAndBytes = encrypted.text().split(":", 2);
        if (keyIdAndBytes.length != 2 || !keys.containsKey(keyIdAndBytes[0])) {
            throw new UndecryptableSecretException("the keyring has no key for the secret of " + ownerId);
        }
        ByteBuffer bytes = ByteBuffer.wrap(bytes(keyIdAndBytes[1], ownerId));
        if (bytes.remaining() < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new UndecryptableSecretException("the secret of " + ownerId + " is cut short");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] ciphertext = new byte[bytes.remaining() - NONCE_BYTES];
        bytes.get(nonce).get(ciphertext);
        return new Secret(new String(run(Cipher.DECRYPT_MODE, keyIdAndBytes[0], nonce, ownerId, ciphertext), UTF_8));
    }

    private static byte[] bytes(String base64, UUID ownerId) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UndecryptableSecretException("the secret of " + ownerId + " is not base64", e);
        }
    }

    private byte[] run(int mode, String keyId, byte[] nonce, UUID ownerId, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(ownerId.getMostSignificantBits())
                    .putLong(ownerId.getLeastSignificantBits())
                    .flip());
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new UndecryptableSecretException(
                    "the secret of " + ownerId + " was encrypted for another owner, or changed", e);
        }
    }
}
