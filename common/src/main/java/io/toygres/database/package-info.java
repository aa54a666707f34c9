/**
 * Access to PostgreSQL: the reactive client, awaited on virtual threads, so that the code that uses it stays straight-line.
 * Owns no table; each feature keeps its SQL in a store of its own. Nothing of the client shows outside this package.
 * Start with {@link io.toygres.database.Database}.
 */
@NullMarked
package io.toygres.database;

import org.jspecify.annotations.NullMarked;
