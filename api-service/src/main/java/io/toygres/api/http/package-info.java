/**
 * How HTTP is set up for every feature: strict JSON, what is refused before a resource runs, and the clock.
 * Owns no table.
 * Start with {@link io.toygres.api.http.StrictJson}.
 */
@NullMarked
package io.toygres.api.http;

import org.jspecify.annotations.NullMarked;
