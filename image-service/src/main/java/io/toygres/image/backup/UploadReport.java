package io.toygres.image.backup;

import io.toygres.contract.ImageId;
import io.toygres.image.blob.ImageLocation;

/**
 * What the backup Job's termination message says: where it put {@code result.json}, which names everything else.
 *
 * @param attempt uid of the pod that succeeded
 * @param result path of {@code result.json} in the container
 * @param resultLength in bytes
 * @param resultSha256 in lower-case hex
 */
public record UploadReport(String attempt, String result, long resultLength, String resultSha256) {

    /** Where the files of the attempt lie: {@code <image id>/<attempt>/}. */
    String prefix(ImageId image) {
        return ImageLocation.attemptPrefix(image, attempt);
    }
}
