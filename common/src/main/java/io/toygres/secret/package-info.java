/**
 * Passwords: never in the clear outside memory.
 * A {@link io.toygres.secret.Secret} redacts itself, and an {@link io.toygres.contract.EncryptedSecret} is what rows and
 * messages carry. Start with {@link io.toygres.secret.Keyring}.
 */
@NullMarked
package io.toygres.secret;

import org.jspecify.annotations.NullMarked;
