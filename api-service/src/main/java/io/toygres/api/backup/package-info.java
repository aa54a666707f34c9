/**
 * {@code POST /api/images}: a running instance is backed up into a new image.
 * Owns no table; it adds the row of {@link io.toygres.api.image.ImageStore} and begins the operation.
 * Start with {@link io.toygres.api.backup.Backup}.
 */
@NullMarked
package io.toygres.api.backup;

import org.jspecify.annotations.NullMarked;
