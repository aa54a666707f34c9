package io.toygres.provisioner.connection;

/** Which of an instance's addresses the connection test takes: the one that the users of this installation take. */
public enum AddressKind {
    /** {@code <dns label>.<dns suffix>} of the LoadBalancer. */
    PUBLIC_DNS,
    /** The LoadBalancer's address, for clouds without a name for it. */
    LOAD_BALANCER_IP,
    /** {@code <service>.<namespace>.svc.cluster.local}; the service itself must run in the cluster. */
    CLUSTER_DNS,
    /** The Service's ClusterIP. */
    CLUSTER_IP;

    /** An internal instance has no public address: its users take the cluster's name or address for it instead. */
    AddressKind forInternal() {
        return switch (this) {
            case PUBLIC_DNS, CLUSTER_DNS -> CLUSTER_DNS;
            case LOAD_BALANCER_IP, CLUSTER_IP -> CLUSTER_IP;
        };
    }
}
