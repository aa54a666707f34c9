/**
 * What a Job tells: its log, lines of progress, and one verdict, of which the first stands.
 * Owns the Job's stdout, its termination message and its exit code.
 * Start with {@link io.toygres.tool.report.JobRunner} and {@link io.toygres.tool.report.JobContext}.
 */
@NullMarked
package io.toygres.tool.report;

import org.jspecify.annotations.NullMarked;
