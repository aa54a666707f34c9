/** See the package of the same name in main. */
@NullMarked
package io.toygres.api.cms;

import org.jspecify.annotations.NullMarked;
