/**
 * {@code /api/instances}: create an empty one or restore an image, read, list, delete, and what the provisioner reports of them.
 * Owns no table; the rows are those of {@link io.toygres.api.cms.InstanceStore}.
 * Start with {@link io.toygres.api.instance.Creation}, {@link io.toygres.api.instance.Restore},
 * {@link io.toygres.api.instance.InstanceResource} and {@link io.toygres.api.instance.InstanceEvents}.
 */
@NullMarked
package io.toygres.api.instance;

import org.jspecify.annotations.NullMarked;
