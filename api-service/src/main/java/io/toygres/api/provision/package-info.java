/**
 * {@code POST /api/instances}: a new instance, empty or restored from an image.
 * Owns no table; it adds the row of {@link io.toygres.api.instance.InstanceStore} and begins the operation.
 * Start with {@link io.toygres.api.provision.Creation} and {@link io.toygres.api.provision.Restore}.
 */
@NullMarked
package io.toygres.api.provision;

import org.jspecify.annotations.NullMarked;
