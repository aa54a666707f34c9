package io.toygres.provisioner.connection;

/** What one attempt to log in came to. */
sealed interface ConnectionResult {

    /** Logged in, and it is this instance that answered. */
    record Connected() implements ConnectionResult {}

    /** Not reachable yet; worth another attempt. */
    record NotYet(Cause cause, String detail) implements ConnectionResult {}

    /** The instance refused its password; waiting does not change that. */
    record WrongPassword(String detail) implements ConnectionResult {}

    /** Why an instance could not be reached. */
    enum Cause {
        /** The name does not resolve. */
        DNS,
        /** The name leads to another server, or one that has not proven to be the instance. */
        OTHER_SERVER,
        /** Nothing listens at the address, or it hung up. */
        REFUSED,
        /** No answer in time. */
        TIMEOUT,
        /** The server listens but takes no connections yet, or no more. */
        STARTING_UP
    }
}
