/**
 * Which keys of the keyring are in use, and the rotation that encrypts all that the CMS stores with the newest one.
 * Owns table {@code key_rotations}; {@link io.toygres.api.key.SealedColumn} lists the columns of other packages' tables that it rewrites.
 * Start with {@link io.toygres.api.key.Rotation}.
 */
@NullMarked
package io.toygres.api.key;

import org.jspecify.annotations.NullMarked;
