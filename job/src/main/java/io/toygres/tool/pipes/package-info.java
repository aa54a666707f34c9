/**
 * What passes between the two containers of a restore: named pipes on a volume that both mount. Owns the protocol spoken over them.
 * Start with {@link io.toygres.tool.pipes.PipeFolder} and {@link io.toygres.tool.pipes.Lane}.
 */
@NullMarked
package io.toygres.tool.pipes;

import org.jspecify.annotations.NullMarked;
