/**
 * Connects to addresses that users chose: to those alone that may be connected to, looked up once, within a time, over TLS.
 * Owns no table, and knows nothing of webhooks but where they lead.
 * Start with {@link io.toygres.api.webhook.connection.Connector} and {@link io.toygres.api.webhook.connection.AddressRules}.
 */
@NullMarked
package io.toygres.api.webhook.connection;

import org.jspecify.annotations.NullMarked;
