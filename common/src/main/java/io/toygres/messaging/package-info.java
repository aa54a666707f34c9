/**
 * Messages between services: how they look on Kafka, how they leave with a transaction and how they arrive once.
 * Owns tables {@code outbox} and {@code inbox} in the schema of every service.
 * Start with {@link io.toygres.messaging.MessageCodec} and {@link io.toygres.messaging.Outbox}.
 */
@NullMarked
package io.toygres.messaging;

import org.jspecify.annotations.NullMarked;
