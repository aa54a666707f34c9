/**
 * What the services say to each other: ids, commands, events, error codes and the topics they travel on.
 * Owns every name and shape on the wire; a change here is a new message version, never an edit of a published one.
 * Start with {@link io.toygres.contract.Command} and {@link io.toygres.contract.Event}.
 */
@NullMarked
package io.toygres.contract;

import org.jspecify.annotations.NullMarked;
