/**
 * Callers who come with an access token of an OpenID provider, such as Entra ID: off unless an issuer is configured.
 * Owns no table: who they are, and what they may, is in the token and in the settings.
 * Start with {@link io.toygres.api.oidc.AccessTokens}.
 */
@NullMarked
package io.toygres.api.oidc;

import org.jspecify.annotations.NullMarked;
