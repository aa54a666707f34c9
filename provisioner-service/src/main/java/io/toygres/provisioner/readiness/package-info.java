/**
 * Waits until the cluster has done its part: the volume is bound, the server is ready.
 * Owns no object; it reads what kubelet and controllers report and turns what can't get better into typed failures.
 * Start with {@link io.toygres.provisioner.readiness.Readiness}.
 */
@NullMarked
package io.toygres.provisioner.readiness;

import org.jspecify.annotations.NullMarked;
