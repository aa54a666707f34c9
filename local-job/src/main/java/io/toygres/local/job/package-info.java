/**
 * Runs a command of the Jobs' program by itself, without a cluster: as a pod would, with its mounts and variables, against real
 * Blob Storage.
 * Owns nothing outside the folders it is given; it is there for the tests of the program.
 * Start with {@link io.toygres.local.job.JobPod}.
 */
@NullMarked
package io.toygres.local.job;

import org.jspecify.annotations.NullMarked;
