package io.toygres.job;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Every type of this package that goes through Jackson, once. Its sample is read when a service starts.
 *
 * @param line of a Job's log
 * @param verdict a Job's termination message
 * @param watch a part of operations' states
 */
@RegisterForReflection(registerFullHierarchy = true)
record JobDocuments(JobProgress.Line line, JobVerdict.Message verdict, JobWatch watch) {}
