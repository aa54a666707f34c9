/**
 * Who may use the API: one administrator, by form and cookie or by HTTP Basic.
 * Owns no table: the password is a mounted file, and a session is an encrypted cookie that every replica can read.
 * Start with {@link io.toygres.api.login.Administrator} and {@link io.toygres.api.login.SessionKey}.
 */
@NullMarked
package io.toygres.api.login;

import org.jspecify.annotations.NullMarked;
