package io.toygres.local.up;

/** The system can't start for a reason that the person who starts it can change; the message is one line that says how. */
final class StartRefused extends RuntimeException {
    StartRefused(String message) {
        super(message);
    }
}
