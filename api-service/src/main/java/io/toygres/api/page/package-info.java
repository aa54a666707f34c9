/**
 * Lists in pages, newest first: limit, opaque cursor and filters.
 * Owns the form of the cursor; it owns no table, every listed table has the columns {@code created_at} and {@code id}.
 * Start with {@link io.toygres.api.page.PageQuery}, which turns a request into SQL.
 */
@NullMarked
package io.toygres.api.page;

import org.jspecify.annotations.NullMarked;
