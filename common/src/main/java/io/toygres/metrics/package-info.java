/**
 * What metrics of ours and of our libraries have in common; what is measured is declared beside it. docs/metrics.md lists all.
 * Owns the labels that a client's words could become.
 * Start with {@link io.toygres.metrics.HttpLabels}.
 */
@NullMarked
package io.toygres.metrics;

import org.jspecify.annotations.NullMarked;
