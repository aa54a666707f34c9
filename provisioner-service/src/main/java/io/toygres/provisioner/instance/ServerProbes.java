package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

/**
 * The kubelet's questions to the server. {@code pg_isready} answers 0 for a server that takes connections, 1 for one that
 * answers but does not take them, as during crash recovery, and 2 for none.
 */
final class ServerProbes {

    /** A server in recovery is alive: restarting it would begin the recovery again. */
    private static final String ANSWERS = "pg_isready -q -h " + ServerPod.SOCKETS + " || [ $? -eq 1 ]";

    private ServerProbes() {}

    /** Up to two minutes to answer at all. */
    static Probe startup() {
        return new ProbeBuilder()
                .withNewExec()
                .withCommand("sh", "-c", ANSWERS)
                .endExec()
                .withPeriodSeconds(1)
                .withTimeoutSeconds(5)
                .withFailureThreshold(120)
                .build();
    }

    static Probe readiness() {
        return new ProbeBuilder()
                .withNewExec()
                .withCommand("pg_isready", "-q", "-h", ServerPod.SOCKETS)
                .endExec()
                .withPeriodSeconds(2)
                .withTimeoutSeconds(5)
                .withFailureThreshold(3)
                .build();
    }

    static Probe liveness() {
        return new ProbeBuilder()
                .withNewExec()
                .withCommand("sh", "-c", ANSWERS)
                .endExec()
                .withPeriodSeconds(10)
                .withTimeoutSeconds(10)
                .withFailureThreshold(6)
                .build();
    }
}
