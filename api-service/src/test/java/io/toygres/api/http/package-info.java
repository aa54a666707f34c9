/** Tests of {@code io.toygres.api.http}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.http;

import org.jspecify.annotations.NullMarked;
