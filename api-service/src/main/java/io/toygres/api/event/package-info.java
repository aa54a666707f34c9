/**
 * {@code GET /api/events}: every change that a caller may see, as server-sent events, on every replica and from where the caller left off.
 * Owns tables {@code changes} and {@code changes_removed} in schema {@code cms}, which triggers fill (migration V140).
 * Start with {@link io.toygres.api.event.EventResource}.
 */
@NullMarked
package io.toygres.api.event;

import org.jspecify.annotations.NullMarked;
