/** Tests of {@code io.toygres.api.operation}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.operation;

import org.jspecify.annotations.NullMarked;
