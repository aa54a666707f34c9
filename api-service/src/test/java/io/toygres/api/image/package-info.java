/** Tests of {@code io.toygres.api.image}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.image;

import org.jspecify.annotations.NullMarked;
