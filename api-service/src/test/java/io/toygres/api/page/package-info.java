/** Tests of {@code io.toygres.api.page}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.page;

import org.jspecify.annotations.NullMarked;
