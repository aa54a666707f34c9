/**
 * The boundaries between modules and packages, as tests that every module runs on its own classes.
 * Owns no table and no topic, and is in no service's package.
 * Start with {@link io.toygres.architecture.ArchitectureRules}.
 */
@NullMarked
package io.toygres.architecture;

import org.jspecify.annotations.NullMarked;
