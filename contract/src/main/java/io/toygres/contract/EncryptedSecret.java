package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A secret encrypted with a key of the keyring, bound to the id of its owner.
 *
 * @param text {@code <key id>:<base64 of nonce, ciphertext and tag>}
 */
public record EncryptedSecret(@JsonValue String text) {
    @JsonCreator
    public EncryptedSecret {}
}
