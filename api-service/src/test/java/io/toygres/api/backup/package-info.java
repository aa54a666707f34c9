/** Tests of {@code io.toygres.api.backup}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.backup;

import org.jspecify.annotations.NullMarked;
