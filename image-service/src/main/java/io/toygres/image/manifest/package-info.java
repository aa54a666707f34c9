/**
 * What an image says about itself: the backup Job's {@code result.json} and the {@code manifest.json} made from it.
 * Owns what a manifest adds; it is written last, so an image without one does not exist.
 * Start with {@link io.toygres.contract.image.BackupResult} and {@link io.toygres.image.manifest.Manifest}.
 */
@NullMarked
package io.toygres.image.manifest;

import org.jspecify.annotations.NullMarked;
