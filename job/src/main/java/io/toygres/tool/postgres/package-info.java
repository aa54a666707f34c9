/**
 * Sessions with PostgreSQL, ours and its programs': connected with patience, their settings pinned, their failures named.
 * Owns nothing on the server.
 * Start with {@link io.toygres.tool.postgres.PostgresServer} and {@link io.toygres.tool.postgres.PinnedSettings}.
 */
@NullMarked
package io.toygres.tool.postgres;

import org.jspecify.annotations.NullMarked;
