/**
 * Jobs of one completion: their pods, retries, deadlines and conditions, as the Job controller of Kubernetes 1.31 and later
 * has them. It owns the status of Jobs. Start at {@link io.toygres.localcluster.job.JobController}.
 */
@NullMarked
package io.toygres.localcluster.job;

import org.jspecify.annotations.NullMarked;
