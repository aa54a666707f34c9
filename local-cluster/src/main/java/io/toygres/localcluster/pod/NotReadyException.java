package io.toygres.localcluster.pod;

/** Something that a container needs is not there (yet): shown as the reason why it waits, tried again. */
final class NotReadyException extends Exception {
    private final String reason;

    NotReadyException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
