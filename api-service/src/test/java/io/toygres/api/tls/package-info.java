/** The service with TLS to all that it talks to. */
@NullMarked
package io.toygres.api.tls;

import org.jspecify.annotations.NullMarked;
