/**
 * Blob Storage through azcopy: streams in, streams out, and why a transfer failed.
 * Owns the blobs below the attempt's prefix while they are written.
 * Start with {@link io.toygres.tool.blob.BlobContainer}.
 */
@NullMarked
package io.toygres.tool.blob;

import org.jspecify.annotations.NullMarked;
