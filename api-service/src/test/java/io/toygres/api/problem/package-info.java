/** Tests of {@code io.toygres.api.problem}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.problem;

import org.jspecify.annotations.NullMarked;
