package io.toygres.image.manifest;

/**
 * One file of an image as the backup Job sent it.
 *
 * @param path below the attempt's prefix, such as {@code 0001.data.dump.zst}
 * @param length in bytes
 * @param sha256 in lower-case hex
 */
public record ImageFile(String path, long length, String sha256) {}
