/**
 * What the services tell the program of the Jobs ({@code toygres-job}) and what it answers: specs, lines of progress, verdicts.
 * Owns the JSON in {@code TOYGRES_SPEC}, in a Job's log and in its termination message.
 * Start with {@link io.toygres.contract.job.BackupSpec} and {@link io.toygres.contract.job.Verdict}.
 */
@NullMarked
package io.toygres.contract.job;

import org.jspecify.annotations.NullMarked;
