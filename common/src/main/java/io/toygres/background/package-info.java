/**
 * What a service does besides answering: work that comes again and again, each on a virtual thread of its own.
 * Owns no table; it knows how to rest, wake, outlive an outage and stop.
 * Start with {@link io.toygres.background.BackgroundLoop}.
 */
@NullMarked
package io.toygres.background;

import org.jspecify.annotations.NullMarked;
