/**
 * Whether what a service reads and writes as JSON comes through in this very build of it: a native executable sees of a type only what
 * was registered when it was built. Owns the samples that are read at start.
 * Start with {@link io.toygres.wire.WireCheck} and {@link io.toygres.wire.WireSample}.
 */
@NullMarked
package io.toygres.wire;

import org.jspecify.annotations.NullMarked;
