/** Tests of {@code io.toygres.api.reconciliation}. Owns nothing. Start with {@code ReconciliationIT}. */
@NullMarked
package io.toygres.api.reconciliation;

import org.jspecify.annotations.NullMarked;
