/**
 * What a real API server does with an object before it is stored, and how controllers get at objects. It owns defaults,
 * validation and identity, but no state; what only one feature needs (addresses, tokens) comes in as an admission plugin.
 * Start at {@link io.toygres.localcluster.registry.Registry}.
 */
@NullMarked
package io.toygres.localcluster.registry;

import org.jspecify.annotations.NullMarked;
