/** Which keys are in use, and their rotation. */
@NullMarked
package io.toygres.api.key;

import org.jspecify.annotations.NullMarked;
