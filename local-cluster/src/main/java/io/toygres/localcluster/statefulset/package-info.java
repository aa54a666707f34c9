/**
 * StatefulSets: pods {@code name-0}, {@code name-1}, … one after the other, made again when they are gone. It owns the status
 * of StatefulSets. Start at {@link io.toygres.localcluster.statefulset.StatefulSetController}.
 */
@NullMarked
package io.toygres.localcluster.statefulset;

import org.jspecify.annotations.NullMarked;
