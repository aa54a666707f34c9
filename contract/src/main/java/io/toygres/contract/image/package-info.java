/**
 * What an image says about itself: {@code result.json}, which the backup writes, and {@code manifest.json}, which repeats it.
 * Owns both formats; format 1 is read as if it were format 2.
 * Start with {@link io.toygres.contract.image.BackupResult} and {@link io.toygres.contract.image.ImageDocuments}.
 */
@NullMarked
package io.toygres.contract.image;

import org.jspecify.annotations.NullMarked;
