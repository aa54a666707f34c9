/**
 * Claims and volumes: a claim gets a directory when its first consumer is placed, keeps it while a pod uses it, and takes it
 * with it when it goes. It owns PersistentVolumes and their directories. Start at
 * {@link io.toygres.localcluster.storage.ClaimController}.
 */
@NullMarked
package io.toygres.localcluster.storage;

import org.jspecify.annotations.NullMarked;
