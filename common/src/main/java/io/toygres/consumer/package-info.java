/**
 * How records are taken from a topic: in the order of each key, keys side by side, each applied or made a dead letter with its reason.
 * Owns topics {@code <topic>.dlq}; only an outage of the database or the broker is waited for without end.
 * Start with {@link io.toygres.consumer.Consumers}.
 */
@NullMarked
package io.toygres.consumer;

import org.jspecify.annotations.NullMarked;
