/**
 * {@code toygres-job restore}: loads what the container beside it downloads into an instance's empty volume, before the instance is
 * visible to anyone. Owns the volume while it runs; without its mark no server starts there. Start with
 * {@link io.toygres.tool.restore.RestoreCommand} and {@link io.toygres.tool.restore.DatabaseLoad}.
 */
@NullMarked
package io.toygres.tool.restore;

import org.jspecify.annotations.NullMarked;
