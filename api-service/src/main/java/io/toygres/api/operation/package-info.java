/**
 * Operations as users see them: every command that was accepted, how far the worker is, and how it ended.
 * Owns tables {@code operations} and {@code operation_events} (the timeline) in schema {@code cms}.
 * Start with {@link io.toygres.api.operation.Dispatch} for how one begins, {@link io.toygres.api.operation.Reports} for how it goes
 * on, and {@link io.toygres.api.operation.Resender} for what happens when no worker answers.
 */
@NullMarked
package io.toygres.api.operation;

import org.jspecify.annotations.NullMarked;
