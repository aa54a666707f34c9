package io.toygres.contract.image;

import org.jspecify.annotations.Nullable;

/**
 * One blob of an image as the backup sent it.
 *
 * @param path below the attempt's prefix, such as {@code pack} or {@code 0001.data.dump.zst}
 * @param length in bytes
 * @param sha256 in lower-case hex
 * @param confirmed null when the storage has not said of every block that it arrived as it was sent
 */
public record ImageFile(
        String path, long length, String sha256, @Nullable ConfirmedBlocks confirmed) {}
