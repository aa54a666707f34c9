/**
 * What is in the cluster though no row of the CMS owns it.
 * Puts stray objects into the cluster, and has a replica of api-service that looks for them every second.
 * Start with {@link io.toygres.e2e.reconciliation.OrphanedVolumeE2E}.
 */
@NullMarked
package io.toygres.e2e.reconciliation;

import org.jspecify.annotations.NullMarked;
