/**
 * Circuit breakers: what fails for everyone is left alone for a moment instead of being asked by each operation until its time-out.
 * Owns no table. An open breaker ends nothing: a step waits, and says what for.
 * Start with {@link io.toygres.breaker.Breakers}.
 */
@NullMarked
package io.toygres.breaker;

import org.jspecify.annotations.NullMarked;
