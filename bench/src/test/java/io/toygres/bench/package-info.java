@NullMarked
package io.toygres.bench;

import org.jspecify.annotations.NullMarked;
