@NullMarked
package io.toygres.api.webhook.delivery;

import org.jspecify.annotations.NullMarked;
