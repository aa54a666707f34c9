package io.toygres.tool.wire;

import java.io.IOException;

/** The server refused a statement; the session goes on. */
public final class SqlFailureException extends IOException {

    private final transient ServerMessage error;

    public SqlFailureException(ServerMessage error) {
        super(error.text());
        this.error = error;
    }

    public ServerMessage error() {
        return error;
    }

    /** SQLSTATE. */
    public String state() {
        return error.state();
    }
}
