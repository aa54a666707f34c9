package io.toygres.secret;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A secret encrypted by a {@link Keyring}, bound to the id of its owner.
 *
 * @param text {@code <key id>:<base64 of nonce, ciphertext and tag>}
 */
public record EncryptedSecret(@JsonValue String text) {
    @JsonCreator
    public EncryptedSecret {}
}
