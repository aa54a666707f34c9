/**
 * Instances speak TLS, and to nobody without it: by their certificates clients know them from any other server.
 * Owns no fixture of its own.
 * Start with {@link io.toygres.e2e.tls.TlsE2E}.
 */
@NullMarked
package io.toygres.e2e.tls;

import org.jspecify.annotations.NullMarked;
