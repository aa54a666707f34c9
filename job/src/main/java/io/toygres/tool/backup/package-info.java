/**
 * {@code toygres-job backup}: dumps a running server into Blob Storage without staging data on disk.
 * Owns the blobs below {@code <image id>/<attempt>/}, of which {@code result.json} comes last.
 * Start with {@link io.toygres.tool.backup.BackupCommand}, then {@code DatabaseBackup}.
 */
@NullMarked
package io.toygres.tool.backup;

import org.jspecify.annotations.NullMarked;
