/**
 * Compares what workers find in the cluster and in Blob Storage with the rows here, both ways: what no living row owns is an orphan, and
 * a row whose objects are gone says so. Owns table {@code orphans} and the columns {@code missing_…} of {@code instances} and
 * {@code images}; of those and of {@code operations} it reads no more than who lives.
 * Start with {@link io.toygres.api.reconciliation.Reconciler}.
 */
@NullMarked
package io.toygres.api.reconciliation;

import org.jspecify.annotations.NullMarked;
