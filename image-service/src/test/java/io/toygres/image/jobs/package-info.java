/**
 * Tests of {@code jobs/backup.sh}, run as a pod would run it.
 * Owns nothing.
 * Start with {@link io.toygres.image.jobs.BackupScriptIT}.
 */
@NullMarked
package io.toygres.image.jobs;

import org.jspecify.annotations.NullMarked;
