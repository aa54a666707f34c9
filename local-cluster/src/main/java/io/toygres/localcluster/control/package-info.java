/**
 * The fault knobs over HTTP, and the disasters that are not settings: pods that die, a node that vanishes. It owns no state.
 * Start at {@link io.toygres.localcluster.control.ControlEndpoint}, which documents the requests.
 */
@NullMarked
package io.toygres.localcluster.control;

import org.jspecify.annotations.NullMarked;
