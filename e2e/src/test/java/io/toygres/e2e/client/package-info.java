/**
 * Clients that generators make of {@code docs/openapi.yaml}: whether they compile, and do the main job. The programs that use them
 * are in {@code docs/examples}. Start at {@link io.toygres.e2e.client.GeneratedClientsE2E}.
 */
@NullMarked
package io.toygres.e2e.client;

import org.jspecify.annotations.NullMarked;
