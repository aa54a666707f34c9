/**
 * The same requests as over HTTP, sent as records to {@code toygres.requests} and signed by a token, and their answers on
 * {@code toygres.request.events}. Owns table {@code refused_requests}; what is asked is done by the packages whose it is.
 * Start with {@link io.toygres.api.request.Requests}.
 */
@NullMarked
package io.toygres.api.request;

import org.jspecify.annotations.NullMarked;
