/**
 * Requests that must be refused before anything happens.
 * Leaves nothing behind: that is what the tests are about.
 * Start with {@link io.toygres.e2e.refusal.WrongInputE2E}.
 */
@NullMarked
package io.toygres.e2e.refusal;

import org.jspecify.annotations.NullMarked;
