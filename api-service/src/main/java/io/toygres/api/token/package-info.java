/**
 * {@code /api/tokens}: what programs log in with, {@code Authorization: Bearer tgr_…}.
 * Owns table {@code tokens} in schema {@code cms}.
 * Start with {@link io.toygres.api.token.Tokens} and {@link io.toygres.api.token.TokenLogin}.
 */
@NullMarked
package io.toygres.api.token;

import org.jspecify.annotations.NullMarked;
