package io.toygres.operation;

import org.jboss.logging.Logger;

/** Logs the beginning of an outage once, however many calls fail in it. */
final class Outage {

    private final Logger log;
    private final String message;
    private volatile boolean lasting;

    Outage(Logger log, String message) {
        this.log = log;
        this.message = message;
    }

    void begins(Exception reason) {
        if (!lasting) {
            lasting = true;
            log.warn(message, reason);
        }
    }

    void over() {
        lasting = false;
    }
}
