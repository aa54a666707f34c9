/**
 * How a request that changes something is answered: one transaction, 202 and a place to watch, the same again for the same
 * Idempotency-Key. Owns table {@code idempotency_keys} in schema {@code cms}.
 * Start with {@link io.toygres.api.command.Commands}.
 */
@NullMarked
package io.toygres.api.command;

import org.jspecify.annotations.NullMarked;
