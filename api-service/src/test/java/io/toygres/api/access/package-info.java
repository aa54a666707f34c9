/** Who may do what, at every endpoint. */
@NullMarked
package io.toygres.api.access;

import org.jspecify.annotations.NullMarked;
