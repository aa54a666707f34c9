/**
 * Holds what operators deploy true: manifests, container files, alerts and settings are compared with what the services read. It owns
 * nothing. Start at {@link io.toygres.deploy.Overlay}, and at {@code ManifestsIT} for the rules.
 */
@NullMarked
package io.toygres.deploy;

import org.jspecify.annotations.NullMarked;
