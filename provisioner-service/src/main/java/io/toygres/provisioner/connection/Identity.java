package io.toygres.provisioner.connection;

import io.toygres.contract.InstanceId;
import io.toygres.provisioner.connection.ConnectionResult.Cause;
import io.toygres.provisioner.connection.ConnectionResult.Connected;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
import org.jspecify.annotations.Nullable;

/** How a server says which instance it is. */
final class Identity {

    /** Null or empty when the server is no instance of Toygres. */
    static final String QUESTION = "SELECT current_setting('toygres.instance_id', true)";

    private Identity() {}

    static ConnectionResult compare(InstanceId expected, @Nullable String answered) {
        if (expected.toString().equals(answered)) {
            return new Connected();
        }
        return new NotYet(
                Cause.OTHER_SERVER,
                answered == null || answered.isEmpty()
                        ? "a server that is no Toygres instance took the password"
                        : "instance " + answered + " answered");
    }
}
