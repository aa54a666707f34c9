/**
 * Creates an empty instance.
 * Owns the operation {@code create}; its steps are shared with {@code restore}.
 * Start with {@link io.toygres.provisioner.create.CreateInstanceOperation}.
 */
@NullMarked
package io.toygres.provisioner.create;

import org.jspecify.annotations.NullMarked;
