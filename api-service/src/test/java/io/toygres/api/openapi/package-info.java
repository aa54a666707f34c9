/** Tests of {@code io.toygres.api.openapi}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.openapi;

import org.jspecify.annotations.NullMarked;
