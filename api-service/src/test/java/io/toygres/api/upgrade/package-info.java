/** A release on the database of an earlier one. */
@NullMarked
package io.toygres.api.upgrade;

import org.jspecify.annotations.NullMarked;
