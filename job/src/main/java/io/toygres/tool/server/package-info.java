/**
 * The private server that a restore loads into: made by initdb, reached by a Unix socket only, durable only once it has been shut down and
 * synced. Owns the process and the data directory until it is published. Start with {@link io.toygres.tool.server.PrivateServer}.
 */
@NullMarked
package io.toygres.tool.server;

import org.jspecify.annotations.NullMarked;
