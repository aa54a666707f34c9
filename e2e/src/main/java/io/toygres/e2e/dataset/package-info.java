/**
 * The data that the demo and the suite back up and restore: many kinds of objects, and a table of some size.
 * Owns {@code resources/data}, whose scripts are run in the order of their names.
 * Start with {@link io.toygres.e2e.dataset.DataSet}.
 */
@NullMarked
package io.toygres.e2e.dataset;

import org.jspecify.annotations.NullMarked;
