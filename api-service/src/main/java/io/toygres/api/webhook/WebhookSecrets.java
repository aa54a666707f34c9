package io.toygres.api.webhook;

import io.toygres.contract.EncryptedSecret;
import io.toygres.secret.Keyring;
import io.toygres.secret.Secret;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Makes the secrets that events are signed with, signs with them, and keeps them encrypted for their webhooks. */
@Singleton
public class WebhookSecrets {

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

    /**
     * The value of the header {@code webhook-signature}.
     *
     * @param id of the event
     * @throws io.toygres.secret.UndecryptableSecretException when a key has left the keyring
     */
    public String sign(Webhook webhook, String id, Instant now, String body) {
        List<Secret> secrets = webhook.secrets(now).stream()
                .map(secret -> open(secret, webhook.id()))
                .toList();
        return Signature.of(secrets, id, now, body);
    }

    /** @throws io.toygres.secret.UndecryptableSecretException when its key has left the keyring */
    Secret open(EncryptedSecret secret, UUID webhook) {
        return keyring.decrypt(secret, webhook);
    }
}
