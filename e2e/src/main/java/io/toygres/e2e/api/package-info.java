/**
 * A client of the HTTP API, as small as the demo and the suite need it.
 * Owns nothing of the system: it knows only what the API documents, so that it works against any deployment.
 * Start with {@link io.toygres.e2e.api.ToygresApi}.
 */
@NullMarked
package io.toygres.e2e.api;

import org.jspecify.annotations.NullMarked;
