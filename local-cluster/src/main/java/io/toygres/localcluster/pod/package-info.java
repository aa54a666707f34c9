/**
 * The kubelet: runs the pods that the API has and writes their status. It owns the pods' directories (volumes, logs) and, in
 * memory, what runs of each; the processes themselves are of the {@code runtime} package. Start at
 * {@link io.toygres.localcluster.pod.Kubelet}.
 */
@NullMarked
package io.toygres.localcluster.pod;

import org.jspecify.annotations.NullMarked;
