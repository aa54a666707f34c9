/** Tests of {@code io.toygres.api.worker}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.worker;

import org.jspecify.annotations.NullMarked;
