/**
 * Names, labels and safe creation of the Kubernetes objects that the services make.
 * Owns the naming scheme: every name is a pure function of ids, so that a retried step finds what an earlier one made.
 * Start with {@link io.toygres.kubernetes.ResourceNames} and {@link io.toygres.kubernetes.Labels}.
 */
@NullMarked
package io.toygres.kubernetes;

import org.jspecify.annotations.NullMarked;
