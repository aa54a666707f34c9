/**
 * Kubernetes Jobs that run a script: how they are built, and what their status, output and termination message mean.
 * Owns the scripts' ConfigMap and the one document that goes into a Job and comes out of it.
 * Start with {@link io.toygres.job.JobTemplate} and {@link io.toygres.job.Jobs}.
 */
@NullMarked
package io.toygres.job;

import org.jspecify.annotations.NullMarked;
