/**
 * Tests of {@code jobs/restore.sh} and {@code jobs/init.sh}, run as a pod would run them.
 * Owns nothing.
 * Start with {@link io.toygres.provisioner.jobs.RestoreScriptIT}.
 */
@NullMarked
package io.toygres.provisioner.jobs;

import org.jspecify.annotations.NullMarked;
