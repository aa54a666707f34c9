/**
 * Tells the receivers of webhooks of every change in their projects, at least once and in order, each by one replica at a time.
 * Owns table {@code webhook_deliveries} in schema {@code cms} and the leases in {@code webhook_progress}; it reads {@code changes}.
 * Start with {@link io.toygres.api.webhook.delivery.Dispatcher} and {@link io.toygres.api.webhook.delivery.Turn}.
 */
@NullMarked
package io.toygres.api.webhook.delivery;

import org.jspecify.annotations.NullMarked;
