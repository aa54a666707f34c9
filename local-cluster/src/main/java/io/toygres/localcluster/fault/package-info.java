/**
 * What clouds do, on demand: the settings, and API requests that fail. It owns the settings in memory; each feature asks for
 * its own when it acts. Start at
 * {@link io.toygres.localcluster.fault.FaultSettings}.
 */
@NullMarked
package io.toygres.localcluster.fault;

import org.jspecify.annotations.NullMarked;
