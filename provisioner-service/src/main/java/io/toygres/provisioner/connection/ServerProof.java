package io.toygres.provisioner.connection;

/**
 * How a server proves to be the instance as long as it has no certificate. A name may lead to a stranger for a while: a record
 * of the DNS outlives an instance by its TTL, and the cloud gives an address that became free to somebody else.
 */
public enum ServerProof {
    /** It answers at an address of the instance's Service; nothing is sent to any other. */
    ADDRESS,
    /**
     * It takes the password, which SCRAM does not show it, and knows the instance's id. For a network in which clients reach
     * instances at other addresses than those that the cluster knows: behind NAT, or a proxy of the cloud.
     */
    ANSWER
}
