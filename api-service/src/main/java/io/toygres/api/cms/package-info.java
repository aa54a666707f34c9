/**
 * The rows of instances and images, which both features read: a backup needs its instance, a restore its image.
 * Owns tables {@code instances} and {@code images} in schema {@code cms}, and the legal changes of their statuses.
 * Start with {@link io.toygres.api.cms.InstanceStore} and {@link io.toygres.api.cms.ImageStore}.
 */
@NullMarked
package io.toygres.api.cms;

import org.jspecify.annotations.NullMarked;
