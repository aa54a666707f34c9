/**
 * Kubernetes' HTTP API: paths, verbs, patches, selectors, watches, discovery, logs and exec. It owns the
 * listener; every object goes through the registry. Start at {@link io.toygres.localcluster.api.ApiServer}.
 */
@NullMarked
package io.toygres.localcluster.api;

import org.jspecify.annotations.NullMarked;
