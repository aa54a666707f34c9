/**
 * No password shows up where it has no business.
 * Reads what the whole run left in logs, messages and tables, so it runs after everything else.
 * Start with {@link io.toygres.e2e.secrets.SecretsE2E}.
 */
@NullMarked
package io.toygres.e2e.secrets;

import org.jspecify.annotations.NullMarked;
