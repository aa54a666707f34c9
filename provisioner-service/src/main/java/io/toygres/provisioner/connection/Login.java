package io.toygres.provisioner.connection;

import io.toygres.provisioner.instance.InstanceState;
import io.toygres.secret.Secret;

/** One way to log in to an instance as role {@code postgres} and ask it who it is. */
interface Login {

    /**
     * One attempt, of a few seconds at most.
     *
     * @throws Exception when it could not even be tried; worth another attempt
     */
    ConnectionResult attempt(InstanceState instance, Address address, ServerProof proof, Secret password)
            throws Exception;
}
