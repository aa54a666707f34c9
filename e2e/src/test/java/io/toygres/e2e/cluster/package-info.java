/**
 * The cluster behind the system: which objects it holds, and (for the stand-in) the knobs that break it.
 * Reads objects and writes none. Tests that take a {@link io.toygres.e2e.cluster.Cluster} skip where there is no kubeconfig.
 * Start with {@link io.toygres.e2e.cluster.Cluster}.
 */
@NullMarked
package io.toygres.e2e.cluster;

import org.jspecify.annotations.NullMarked;
