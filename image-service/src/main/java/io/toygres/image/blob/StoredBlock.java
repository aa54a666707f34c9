package io.toygres.image.blob;

/**
 * A committed block of a blob.
 *
 * @param id in Base64
 * @param length in bytes
 */
public record StoredBlock(String id, long length) {}
