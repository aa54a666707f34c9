/**
 * Deletes an instance: every object of it, and looks that each is gone.
 * Owns the operation {@code delete-instance}; it removes what {@code create} and {@code restore} make.
 * Start with {@link io.toygres.provisioner.delete.DeleteInstanceOperation}.
 */
@NullMarked
package io.toygres.provisioner.delete;

import org.jspecify.annotations.NullMarked;
