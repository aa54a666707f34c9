package io.toygres.api.problem;

import java.io.IOException;

/** The body has more bytes than are read. Checked, since JSON readers pass only an {@link IOException} on as it is. */
public final class BodyTooLargeException extends IOException {

    public BodyTooLargeException() {
        super("the body is too large");
    }
}
