/**
 * An instance as Kubernetes sees it: one class per object, each a pure function of the instance and the settings.
 * Owns the shape and the names of the objects and the settings of their container images; the steps that make and remove them are here
 * as well, shared by the operations, and the watch that wakes these when an object changes.
 * Start with {@link io.toygres.provisioner.instance.Instance} and {@link io.toygres.provisioner.instance.ServerStatefulSet}.
 */
@NullMarked
package io.toygres.provisioner.instance;

import org.jspecify.annotations.NullMarked;
