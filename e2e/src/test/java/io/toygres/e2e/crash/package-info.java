/**
 * Services that are killed in the middle of an operation.
 * Kills processes of a local system, which its supervisor starts again.
 * Start with {@link io.toygres.e2e.crash.KilledServicesE2E}.
 */
@NullMarked
package io.toygres.e2e.crash;

import org.jspecify.annotations.NullMarked;
