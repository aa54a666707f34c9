/**
 * What the system is for: an image restores to the same data, and keeps what it is.
 * Reads the shared source and its copy; makes an instance of another type of its own.
 * Start with {@link io.toygres.e2e.restore.BackupAndRestoreE2E}.
 */
@NullMarked
package io.toygres.e2e.restore;

import org.jspecify.annotations.NullMarked;
