/** Tokens. */
@NullMarked
package io.toygres.api.token;

import org.jspecify.annotations.NullMarked;
