@NullMarked
package io.toygres.api.webhook;

import org.jspecify.annotations.NullMarked;
