/**
 * Changes of instances' objects, as the cluster reports them, wake the operations that wait for them.
 * Owns nothing; a change that is missed costs time and nothing else, since every waiting step looks again by itself.
 * Start with {@link io.toygres.provisioner.watch.InstanceInformers}.
 */
@NullMarked
package io.toygres.provisioner.watch;

import org.jspecify.annotations.NullMarked;
