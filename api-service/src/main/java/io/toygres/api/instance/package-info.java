/**
 * Instances as users see them: read, list, delete, and what the provisioner reports of them.
 * Owns table {@code instances} in schema {@code cms}; package {@code provision} adds the rows.
 * Start with {@link io.toygres.api.instance.InstanceResource} and {@link io.toygres.api.instance.InstanceEvents}.
 */
@NullMarked
package io.toygres.api.instance;

import org.jspecify.annotations.NullMarked;
