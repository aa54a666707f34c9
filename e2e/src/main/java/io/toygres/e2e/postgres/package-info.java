/**
 * Reaches PostgreSQL instances as their users do: over JDBC, and with psql and pgbench as processes.
 * Owns no state; passwords travel in files that only this user can read, never in arguments.
 * Start with {@link io.toygres.e2e.postgres.Server}.
 */
@NullMarked
package io.toygres.e2e.postgres;

import org.jspecify.annotations.NullMarked;
