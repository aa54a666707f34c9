/**
 * What api-service asks the provisioner over HTTP, since it does not reach the cluster itself: logs and the inventory.
 * Owns the endpoints {@code /internal/…}, which answer api-service alone; no user reaches them.
 * Start with {@link io.toygres.provisioner.internal.InstanceInventory}.
 */
@NullMarked
package io.toygres.provisioner.internal;

import org.jspecify.annotations.NullMarked;
