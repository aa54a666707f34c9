/**
 * {@code /api/images}: back a running instance up into a new image, read, list, delete, and what image-service reports of them.
 * Owns no table; the rows are those of {@link io.toygres.api.cms.ImageStore}.
 * Start with {@link io.toygres.api.image.Backup}, {@link io.toygres.api.image.ImageResource} and
 * {@link io.toygres.api.image.ImageEvents}.
 */
@NullMarked
package io.toygres.api.image;

import org.jspecify.annotations.NullMarked;
