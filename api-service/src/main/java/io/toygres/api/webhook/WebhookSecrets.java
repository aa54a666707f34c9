package io.toygres.api.webhook;

import io.toygres.contract.EncryptedSecret;
import io.toygres.secret.Keyring;
import io.toygres.secret.Secret;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** Makes the secrets that webhooks are signed with, and keeps them encrypted for their webhooks. */
@Singleton
class WebhookSecrets {

    /** Within the 24 to 64 that the specification asks for. */
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Keyring keyring;

    WebhookSecrets(Keyring keyring) {
        this.keyring = keyring;
    }

    /** Such as {@code whsec_} and 44 characters. */
    Secret random() {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new Secret(Signature.PREFIX + Base64.getEncoder().encodeToString(key));
    }

    EncryptedSecret seal(Secret secret, UUID webhook) {
        return keyring.encrypt(secret, webhook);
    }

    /** @throws io.toygres.secret.UndecryptableSecretException when its key has left the keyring */
    Secret open(EncryptedSecret secret, UUID webhook) {
        return keyring.decrypt(secret, webhook);
    }
}
