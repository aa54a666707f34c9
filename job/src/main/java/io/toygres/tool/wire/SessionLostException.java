package io.toygres.tool.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The connection to the server broke, or could not be made. */
public final class SessionLostException extends IOException {
    public SessionLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
