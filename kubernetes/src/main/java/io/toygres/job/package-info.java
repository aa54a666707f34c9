/**
 * Kubernetes Jobs that run toygres-job: how they are built, and what their status, output and termination message mean.
 * Owns the ConfigMap of the authorities that they trust, and the one document that goes into a Job and comes out of it.
 * Start with {@link io.toygres.job.JobTemplate} and {@link io.toygres.job.Jobs}.
 */
@NullMarked
package io.toygres.job;

import org.jspecify.annotations.NullMarked;
