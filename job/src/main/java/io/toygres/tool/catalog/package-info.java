/**
 * What a database holds, by its catalogs: a backup records the answers, a restore compares its own with them.
 * Owns the SQL of both, so that they ask the same.
 * Start with {@link io.toygres.tool.catalog.Catalog} and {@link io.toygres.tool.catalog.RowCounts}.
 */
@NullMarked
package io.toygres.tool.catalog;

import org.jspecify.annotations.NullMarked;
