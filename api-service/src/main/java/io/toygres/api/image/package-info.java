/**
 * Images as users see them: read, list, delete, and what image-service reports of them.
 * Owns table {@code images} in schema {@code cms}; package {@code backup} adds the rows.
 * Start with {@link io.toygres.api.image.ImageResource} and {@link io.toygres.api.image.ImageEvents}.
 */
@NullMarked
package io.toygres.api.image;

import org.jspecify.annotations.NullMarked;
