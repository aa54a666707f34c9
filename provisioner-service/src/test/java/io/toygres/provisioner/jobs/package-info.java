/**
 * Tests of the Jobs' program as restores and instances run it: in sandboxes like their pods, without a cluster.
 * Owns nothing.
 * Start with {@link io.toygres.provisioner.jobs.RestoreProgramIT}.
 */
@NullMarked
package io.toygres.provisioner.jobs;

import org.jspecify.annotations.NullMarked;
