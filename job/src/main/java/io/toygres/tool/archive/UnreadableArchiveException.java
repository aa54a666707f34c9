package io.toygres.tool.archive;

import java.io.IOException;

/** What should be an archive is not one, or ends in the middle. */
public final class UnreadableArchiveException extends IOException {
    public UnreadableArchiveException(String message) {
        super(message);
    }
}
