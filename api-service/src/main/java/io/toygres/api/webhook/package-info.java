/**
 * {@code /api/webhooks}: every change in a project is sent to the addresses that were registered there, signed, at least once and in order.
 * Owns tables {@code webhooks}, {@code webhook_progress} and {@code webhook_deliveries} in schema {@code cms}; it reads {@code changes}.
 * Start with {@link io.toygres.api.webhook.WebhookResource}, {@link io.toygres.api.webhook.Dispatcher} and, for where it may connect,
 * {@link io.toygres.api.webhook.AddressRules}.
 */
@NullMarked
package io.toygres.api.webhook;

import org.jspecify.annotations.NullMarked;
