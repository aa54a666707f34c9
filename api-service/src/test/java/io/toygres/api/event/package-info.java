@NullMarked
package io.toygres.api.event;

import org.jspecify.annotations.NullMarked;
