/**
 * Who may use the API: one administrator, by form and cookie. Owns table {@code sessions} in schema {@code cms}; the password is a mounted
 * file.
 * Start with {@link io.toygres.api.login.LoginResource} for how a session begins and {@link io.toygres.api.login.SessionMechanism} for how
 * a request is recognised.
 */
@NullMarked
package io.toygres.api.login;

import org.jspecify.annotations.NullMarked;
