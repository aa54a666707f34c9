/**
 * Access to PostgreSQL: blocking JDBC on virtual threads through Jdbi.
 * Owns no table; each feature keeps its SQL in a store of its own.
 * Start with {@link io.toygres.database.JdbiProducer}.
 */
@NullMarked
package io.toygres.database;

import org.jspecify.annotations.NullMarked;
