@NullMarked
package io.toygres.api.deadletter;

import org.jspecify.annotations.NullMarked;
