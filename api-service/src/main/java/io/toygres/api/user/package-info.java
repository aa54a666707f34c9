/**
 * {@code /api/users}: who may log in, with which role and in which projects; and how a password is kept and checked.
 * Owns table {@code users} in schema {@code cms}.
 * Start with {@link io.toygres.api.user.Users} and {@link io.toygres.api.user.UserResource}.
 */
@NullMarked
package io.toygres.api.user;

import org.jspecify.annotations.NullMarked;
