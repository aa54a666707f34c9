/**
 * An instance's log, for api-service to pass on: it has no cluster credentials itself.
 * Owns the internal endpoint {@code /internal/instances/{id}/logs}; no user reaches it directly.
 * Start with {@link io.toygres.provisioner.logs.InstanceLogsResource}.
 */
@NullMarked
package io.toygres.provisioner.logs;

import org.jspecify.annotations.NullMarked;
