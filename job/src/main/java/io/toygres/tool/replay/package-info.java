/**
 * Brings an archive's entries to life in a database: in the archive's own dependency order, side by side where locks allow it. pg_restore
 * would do it too, but names no entry that fails, knows no way around one, and runs into deadlocks. Owns nothing; start with
 * {@link io.toygres.tool.replay.Contents} and {@link io.toygres.tool.replay.ParallelReplay}.
 */
@NullMarked
package io.toygres.tool.replay;

import org.jspecify.annotations.NullMarked;
