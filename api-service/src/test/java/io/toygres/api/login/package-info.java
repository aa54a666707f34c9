/** Tests of {@code io.toygres.api.login}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.login;

import org.jspecify.annotations.NullMarked;
