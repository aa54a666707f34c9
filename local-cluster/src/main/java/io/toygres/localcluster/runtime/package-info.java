/**
 * Containers as processes under bubblewrap: images resolved to programs of this machine, launches, exec, logs, network
 * namespaces. It owns processes and their log files and knows no Kubernetes object. Start at
 * {@link io.toygres.localcluster.runtime.ContainerProcess}.
 */
@NullMarked
package io.toygres.localcluster.runtime;

import org.jspecify.annotations.NullMarked;
