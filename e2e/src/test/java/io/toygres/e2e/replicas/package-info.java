/**
 * Services with several replicas, and replicas that are stopped and started again while the system works.
 * Stops processes of a local system, and has further ones beside them for a while.
 * Start with {@link io.toygres.e2e.replicas.RollingRestartE2E}.
 */
@NullMarked
package io.toygres.e2e.replicas;

import org.jspecify.annotations.NullMarked;
