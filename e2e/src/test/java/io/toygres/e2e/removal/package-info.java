/**
 * What is deleted or cancelled leaves nothing in the cluster and in the blob container.
 * Makes what it removes.
 * Start with {@link io.toygres.e2e.removal.DeletionE2E}.
 */
@NullMarked
package io.toygres.e2e.removal;

import org.jspecify.annotations.NullMarked;
