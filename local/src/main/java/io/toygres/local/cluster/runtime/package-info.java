/**
 * Containers as processes under bubblewrap: images resolved to programs of this machine, launches, exec, logs, network
 * namespaces. It owns processes and their log files and knows no Kubernetes object. Start at
 * {@link io.toygres.local.cluster.runtime.ContainerProcess}.
 */
@NullMarked
package io.toygres.local.cluster.runtime;

import org.jspecify.annotations.NullMarked;
