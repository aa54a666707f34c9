/**
 * The trace that a piece of work belongs to, on its way from the HTTP request over messages and operations to the Jobs.
 * Owns the header {@code traceparent} of messages, the column of that name, and a Job's variable {@code TRACEPARENT}.
 * Start with {@link io.toygres.trace.TraceContext}.
 */
@NullMarked
package io.toygres.trace;

import org.jspecify.annotations.NullMarked;
