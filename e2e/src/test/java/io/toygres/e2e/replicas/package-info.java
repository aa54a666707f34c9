/**
 * Replicas that are stopped and started again while the system works.
 * Stops processes of a local system; its supervisor starts them again.
 * Start with {@link io.toygres.e2e.replicas.StoppedServiceE2E}.
 */
@NullMarked
package io.toygres.e2e.replicas;

import org.jspecify.annotations.NullMarked;
