/**
 * {@code /api/webhooks}: registers the addresses that the changes in a project are sent to, and shows how far each has been told.
 * Owns tables {@code webhooks} and {@code webhook_progress} in schema {@code cms}.
 * Start with {@link io.toygres.api.webhook.WebhookResource}; package {@code delivery} tells receivers, package {@code connection} connects.
 */
@NullMarked
package io.toygres.api.webhook;

import org.jspecify.annotations.NullMarked;
