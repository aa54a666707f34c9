/**
 * The workers' internal HTTP endpoints: what only a worker can answer, to api-service and to nobody else.
 * Owns the credential of those endpoints, {@code /internal/…}.
 * Start with {@link io.toygres.internal.InternalEndpoint}.
 */
@NullMarked
package io.toygres.internal;

import org.jspecify.annotations.NullMarked;
