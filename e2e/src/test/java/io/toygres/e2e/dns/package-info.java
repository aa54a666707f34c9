/**
 * Restores whose DNS name takes as long as a cloud's.
 * Uses DNS labels that the cluster's knob delays; nothing else is slowed down.
 * Start with {@link io.toygres.e2e.dns.SlowDnsE2E}.
 */
@NullMarked
package io.toygres.e2e.dns;

import org.jspecify.annotations.NullMarked;
