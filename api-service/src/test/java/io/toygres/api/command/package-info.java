/** Tests of {@code io.toygres.api.command}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.command;

import org.jspecify.annotations.NullMarked;
