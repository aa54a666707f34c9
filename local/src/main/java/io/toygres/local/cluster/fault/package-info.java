/**
 * What clouds do, on demand: the settings, and API requests that fail. It owns the settings in memory; each feature asks for
 * its own when it acts. Start at
 * {@link io.toygres.local.cluster.fault.FaultSettings}.
 */
@NullMarked
package io.toygres.local.cluster.fault;

import org.jspecify.annotations.NullMarked;
