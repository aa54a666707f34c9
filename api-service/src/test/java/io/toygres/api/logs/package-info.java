/** Tests of {@code io.toygres.api.logs}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.logs;

import org.jspecify.annotations.NullMarked;
