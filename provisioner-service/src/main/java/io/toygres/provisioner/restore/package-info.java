/**
 * Creates an instance from an image: a Job loads the volume before there is a server on it.
 * Owns the operation {@code restore-instance} and the Job {@code restore-<instance id>}.
 * Start with {@link io.toygres.provisioner.restore.RestoreInstanceOperation}.
 */
@NullMarked
package io.toygres.provisioner.restore;

import org.jspecify.annotations.NullMarked;
