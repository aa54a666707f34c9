/** Tests of {@code io.toygres.api.reconciliation}. Owns nothing. Start with {@code OrphansIT}. */
@NullMarked
package io.toygres.api.reconciliation;

import org.jspecify.annotations.NullMarked;
