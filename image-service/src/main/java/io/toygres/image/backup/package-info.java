/**
 * Backing an instance up into an image: a Job dumps and uploads, this service checks what arrived and commits it.
 * Owns the Job {@code backup-<image id>} and the files of its image until the manifest is committed.
 * Start with {@link io.toygres.image.backup.BackupOperation}.
 */
@NullMarked
package io.toygres.image.backup;

import org.jspecify.annotations.NullMarked;
