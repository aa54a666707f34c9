/**
 * Jobs log in to Blob Storage as Kubernetes workloads, and say what to do when that is refused.
 * Turns the cluster's knob for federated tokens, and back.
 * Start with {@link io.toygres.e2e.identity.WorkloadIdentityE2E}.
 */
@NullMarked
package io.toygres.e2e.identity;

import org.jspecify.annotations.NullMarked;
