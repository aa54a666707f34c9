/**
 * What goes with something else: dependents of deleted owners, the contents of deleted namespaces, and what every namespace
 * has from its start. It owns no kind. Start at {@link io.toygres.localcluster.gc.GarbageCollector}.
 */
@NullMarked
package io.toygres.localcluster.gc;

import org.jspecify.annotations.NullMarked;
