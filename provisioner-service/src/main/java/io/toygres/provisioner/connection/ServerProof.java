package io.toygres.provisioner.connection;

/**
 * How a server proves to be the instance. A name may lead to a stranger for a while: a record of the DNS outlives an instance by
 * its TTL, and the cloud gives an address that became free to somebody else.
 */
public enum ServerProof {
    /** By its certificate: of the installation's CA, for the name that was connected to and for this instance's id. */
    CERTIFICATE,
    /**
     * It answers at an address of the instance's Service; nothing is sent to any other. For an instance without a certificate, whose
     * creation an earlier release began.
     */
    ADDRESS
}
