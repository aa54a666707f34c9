package io.toygres.api.key;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which keys there are, and what needs each.
 *
 * @param newest the id of the key that encrypts
 * @param complete false when provisioner-service did not say what its operations need; then no key is removable
 * @param rotation the one that was started last; null when there was none
 */
@Schema(description = "Which keys there are, and what needs each")
record KeyReport(
        String newest,
        boolean complete,
        List<RingKey> keys,
        @Nullable RotationView rotation) {

    KeyReport {
        keys = List.copyOf(keys);
    }

    /**
     * A key that is in the keyring, or that something needs.
     *
     * @param inKeyring false when what needs it can't be read
     * @param uses what needs it now
     * @param manifests how many images have, in their manifest, a password that is encrypted with it. Nothing reads those but who rebuilds a
     *     lost CMS: a removable key with manifests goes from the keyring into a safe
     * @param removable whether it may leave the keyring
     */
    @Schema(description = "A key of the keyring, and what needs it")
    record RingKey(String id, boolean inKeyring, List<Use> uses, long manifests, boolean removable) {
        RingKey {
            uses = List.copyOf(uses);
        }
    }

    /**
     * Secrets of a kind.
     *
     * @param secret {@code instance_password}, {@code image_password}, {@code request_digest}, {@code webhook_secret} and {@code
     *     previous_webhook_secret} are stored, and encrypted anew by a rotation; {@code waiting_command} until a worker has answered it, {@code operation} until that has ended
     */
    @Schema(name = "KeyUse", description = "Secrets of a kind that need a key")
    record Use(String secret, long count) {}

    /**
     * A rotation.
     *
     * @param keyId of the key that all is encrypted with
     * @param rewritten how many secrets were encrypted anew so far
     * @param left how many are not encrypted with it now
     * @param unreadable how many of them could not be decrypted; the log of api-service names each
     * @param finishedAt null while it is under way
     */
    @Schema(name = "KeyRotation", description = "A rotation of keys")
    record RotationView(
            String keyId,
            Instant startedAt,
            String startedBy,
            long rewritten,
            long left,
            long unreadable,
            @Nullable Instant finishedAt) {}
}
