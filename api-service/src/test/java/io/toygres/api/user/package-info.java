/** Users. */
@NullMarked
package io.toygres.api.user;

import org.jspecify.annotations.NullMarked;
