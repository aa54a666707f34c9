package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

/**
 * The kubelet's questions to the server. Only the first is a program in the container: each costs the node a new process in the
 * container's namespaces, and on a busy node that takes longer than a probe may, just when a healthy server must stay in its Service.
 * The kernel answers a connection to the port without either; PostgreSQL logs nothing of one that says nothing.
 */
final class ServerProbes {

    private ServerProbes() {}

    /**
     * Until the server takes connections, so that it is not in its Service while it recovers from a crash. A restart would begin the
     * recovery again: it has an hour. The program asks ten times a second, so that a server that starts in less than a period is
     * not waited for until the next.
     */
    static Probe startup() {
        return new ProbeBuilder()
                .withNewExec()
                .withCommand("sh", "-c", "until pg_isready -q -h " + ServerPod.SOCKETS + "; do sleep 0.1; done")
                .endExec()
                .withPeriodSeconds(1)
                .withTimeoutSeconds(10)
                .withFailureThreshold(3600)
                .build();
    }

    /** Half a minute without a connection takes the server out of its Service. */
    static Probe readiness() {
        return connection(10, 3);
    }

    /** Two minutes end it: the kernel of a machine that swaps or throttles answers late, and a restart would make that worse. */
    static Probe liveness() {
        return connection(20, 6);
    }

    private static Probe connection(int period, int failures) {
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withPort(new IntOrString(ServerService.PORT))
                .endTcpSocket()
                .withPeriodSeconds(period)
                .withTimeoutSeconds(10)
                .withFailureThreshold(failures)
                .build();
    }
}
