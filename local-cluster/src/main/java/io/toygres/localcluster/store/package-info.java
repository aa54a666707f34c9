/**
 * The cluster's objects: kinds, revisions, changes, and the errors of the Kubernetes API. It owns all state that the API
 * shows, in one journal file; it knows nothing of what the kinds mean. Start at {@link io.toygres.localcluster.store.ObjectStore}.
 */
@NullMarked
package io.toygres.localcluster.store;

import org.jspecify.annotations.NullMarked;
