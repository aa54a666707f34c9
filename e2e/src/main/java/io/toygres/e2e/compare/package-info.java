/**
 * Tells whether two servers hold the same: every row of every table, every object, owner, privilege, role and setting.
 * Reads only; the servers add up the checksums, so that little travels. The SQL is beside that of the data set.
 * Start with {@link io.toygres.e2e.compare.Comparison}.
 */
@NullMarked
package io.toygres.e2e.compare;

import org.jspecify.annotations.NullMarked;
