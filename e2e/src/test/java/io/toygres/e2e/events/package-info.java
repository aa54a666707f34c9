/**
 * The messages that services exchange, read as any other service may read them: from Kafka, with a consumer of its own.
 * Reads only and commits no offsets.
 * Start with {@link io.toygres.e2e.events.EventLog}.
 */
@NullMarked
package io.toygres.e2e.events;

import org.jspecify.annotations.NullMarked;
