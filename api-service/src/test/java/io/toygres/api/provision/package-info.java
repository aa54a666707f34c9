/** Tests of {@code io.toygres.api.provision}. Owns nothing. Start with the test of the feature that you change. */
@NullMarked
package io.toygres.api.provision;

import org.jspecify.annotations.NullMarked;
