/**
 * Measurements of a running system beside what bounds it on the same machine in the same run; they end in docs/benchmarks.md.
 * Owns no table in the CMS's schema; what it needs there it puts in by SQL, in a system of its own.
 * Start with {@link io.toygres.bench.ApiBench}.
 */
@NullMarked
package io.toygres.bench;

import org.jspecify.annotations.NullMarked;
