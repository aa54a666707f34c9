/**
 * Random requests, right, half right and hostile, made of what {@code docs/openapi.yaml} says. Owns nothing. Start with
 * {@link io.toygres.api.fuzz.FuzzIT}.
 */
@NullMarked
package io.toygres.api.fuzz;

import org.jspecify.annotations.NullMarked;
