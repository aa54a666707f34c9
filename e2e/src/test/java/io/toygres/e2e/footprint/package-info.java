/**
 * What the idle system holds of the machine's memory.
 * Reads /proc; runs after everything else, once the system is idle.
 * Start with {@link io.toygres.e2e.footprint.FootprintE2E}.
 */
@NullMarked
package io.toygres.e2e.footprint;

import org.jspecify.annotations.NullMarked;
