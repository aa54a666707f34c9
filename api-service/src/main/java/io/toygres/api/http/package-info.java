/**
 * How HTTP is set up for every feature: strict JSON, what values and query parameters may be, lists in pages, what is refused before a
 * resource runs, and the clock. Owns the form of the cursor; it owns no table, every listed table has the columns {@code created_at}
 * and {@code id}, and those that it can be sorted by.
 * Start with {@link io.toygres.api.http.StrictJson} and {@link io.toygres.api.http.PageQuery}, which turns a request into SQL.
 */
@NullMarked
package io.toygres.api.http;

import org.jspecify.annotations.NullMarked;
