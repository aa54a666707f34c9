/**
 * The blob container in which images end, read with a federated token as the services read it.
 * Reads only.
 * Start with {@link io.toygres.e2e.blob.BlobContainer}.
 */
@NullMarked
package io.toygres.e2e.blob;

import org.jspecify.annotations.NullMarked;
