/**
 * Compares what the parts of a system at rest say of the same things: the CMS, the workers' operation tables, the cluster's
 * objects, the blobs. Reads only; a system at rest has no operation under way.
 * Start with {@link io.toygres.e2e.audit.Audit}.
 */
@NullMarked
package io.toygres.e2e.audit;

import org.jspecify.annotations.NullMarked;
