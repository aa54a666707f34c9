/**
 * Which container images run an instance and the Jobs on its volume, by image type and major version of PostgreSQL.
 * Owns the settings {@code toygres.container-images}.
 * Start with {@link io.toygres.provisioner.container.ContainerImages}.
 */
@NullMarked
package io.toygres.provisioner.container;

import org.jspecify.annotations.NullMarked;
