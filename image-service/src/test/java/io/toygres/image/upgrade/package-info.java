/** A release on the database of an earlier one. */
@NullMarked
package io.toygres.image.upgrade;

import org.jspecify.annotations.NullMarked;
