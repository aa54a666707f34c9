/**
 * What makes one piece of work visible from outside: the trace that it belongs to, on its way from the HTTP request over messages and
 * operations to the Jobs, and what all metrics have in common; what is measured is declared beside it, and docs/metrics.md lists all.
 * Owns the header {@code traceparent} of messages, the column of that name, and a Job's variable {@code TRACEPARENT}.
 * Start with {@link io.toygres.telemetry.TraceContext}.
 */
@NullMarked
package io.toygres.telemetry;

import org.jspecify.annotations.NullMarked;
