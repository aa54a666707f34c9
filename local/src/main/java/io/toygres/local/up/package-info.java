/**
 * {@code ./toygres up}: the whole system as processes of this machine under one supervisor. It keeps everything in the checkout's
 * {@code .toygres} folder and describes what runs in {@code .toygres/system.json}. Start reading at
 * {@link io.toygres.local.up.LocalSystem}.
 */
@NullMarked
package io.toygres.local.up;

import org.jspecify.annotations.NullMarked;
