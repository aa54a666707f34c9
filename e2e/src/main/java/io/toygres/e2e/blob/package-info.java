/**
 * The blob container in which images end, asked with a federated token as the services ask it.
 * Start with {@link io.toygres.e2e.blob.BlobAccess}.
 */
@NullMarked
package io.toygres.e2e.blob;

import org.jspecify.annotations.NullMarked;
