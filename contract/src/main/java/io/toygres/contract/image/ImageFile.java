package io.toygres.contract.image;

/**
 * One blob of an image as the backup sent it.
 *
 * @param path below the attempt's prefix, such as {@code pack} or {@code 0001.data.dump.zst}
 * @param length in bytes
 * @param sha256 in lower-case hex
 */
public record ImageFile(String path, long length, String sha256) {}
