/** Tests of {@code io.toygres.api.health}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.health;

import org.jspecify.annotations.NullMarked;
