/** Access tokens of an OpenID provider. */
@NullMarked
package io.toygres.api.oidc;

import org.jspecify.annotations.NullMarked;
