@NullMarked
package io.toygres.api.webhook.connection;

import org.jspecify.annotations.NullMarked;
