/** Tests of {@code io.toygres.api.validation}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.validation;

import org.jspecify.annotations.NullMarked;
