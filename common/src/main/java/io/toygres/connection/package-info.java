/**
 * What every port of a service does with a connection before there is a request: a half-sent one ends, an unreadable one is told why.
 * Owns no table; it hooks into Netty, since Quarkus has settings for neither.
 * Start with {@link io.toygres.connection.ConnectionExtension}.
 */
@NullMarked
package io.toygres.connection;

import org.jspecify.annotations.NullMarked;
