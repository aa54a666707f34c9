package io.toygres.image.blob;

/**
 * One blob as a listing shows it.
 *
 * @param path from the container's root, such as {@code <image id>/<attempt>/globals.sql.zst}
 * @param length in bytes
 */
public record StoredBlob(String path, long length) {}
