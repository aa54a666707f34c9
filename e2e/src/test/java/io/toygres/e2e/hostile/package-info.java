/**
 * What an image whose owner is hostile, and a server whose owner is, get at: nothing beyond themselves. Each try is made by SQL that the
 * system itself runs, is noted in the instance and printed. Owns {@code hostile/*} among the resources.
 * Start with {@link io.toygres.e2e.hostile.HostileImageE2E}.
 */
@NullMarked
package io.toygres.e2e.hostile;

import org.jspecify.annotations.NullMarked;
