/** The audit log. */
@NullMarked
package io.toygres.api.audit;

import org.jspecify.annotations.NullMarked;
