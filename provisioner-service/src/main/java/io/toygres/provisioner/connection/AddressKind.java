package io.toygres.provisioner.connection;

/** Which of an instance's addresses the connection test takes: the one that the users of this installation take. */
public enum AddressKind {
    /** {@code <dns label>.<dns suffix>} of the LoadBalancer. */
    PUBLIC_DNS,
    /** The LoadBalancer's address, for clouds without a name for it. */
    LOAD_BALANCER_IP,
    /** {@code <service>.<namespace>.svc.<cluster domain>}; the service itself must run in the cluster. */
    CLUSTER_DNS,
    /** The Service's ClusterIP. */
    CLUSTER_IP,
    /**
     * None: the login is made inside the instance's pod, at the pod's own address, through the Kubernetes API. For a service
     * that runs outside the cluster and can reach nothing else in it. It proves server and password, not the way to them.
     */
    POD_EXEC;

    /** Whether the LoadBalancer has to have its address first. */
    boolean isPublic() {
        return this == PUBLIC_DNS || this == LOAD_BALANCER_IP;
    }

    /** An internal instance has no public address: its users take the cluster's name or address for it instead. */
    AddressKind forInternal() {
        return switch (this) {
            case PUBLIC_DNS, CLUSTER_DNS -> CLUSTER_DNS;
            case POD_EXEC -> POD_EXEC;
            case LOAD_BALANCER_IP, CLUSTER_IP -> CLUSTER_IP;
        };
    }
}
