package io.toygres.kubernetes;

import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;

/** Names of Kubernetes objects: pure functions of ids, and valid DNS labels for instance names of up to 40 characters. */
public final class ResourceNames {

    private static final int ID_DIGITS = 8;

    private ResourceNames() {}

    /** {@code <name>-<8 hex of id>}: the StatefulSet, and the stem of the instance's other objects. */
    public static String instance(String name, InstanceId id) {
        return name + "-" + id.toString().substring(0, ID_DIGITS);
    }

    public static String volumeClaim(String instance) {
        return instance + "-pvc";
    }

    public static String secret(String instance) {
        return instance + "-secret";
    }

    /** The Secret with the server's TLS certificate and key. */
    public static String certificate(String instance) {
        return instance + "-tls";
    }

    public static String config(String instance) {
        return instance + "-config";
    }

    public static String service(String instance) {
        return instance + "-svc";
    }

    /**
     * The name under which the cluster's own DNS knows a Service.
     *
     * @param domain of the cluster, such as {@code cluster.local}
     */
    public static String serviceHost(String service, String namespace, String domain) {
        return service + "." + namespace + ".svc." + domain;
    }

    public static String backupJob(ImageId id) {
        return "backup-" + id;
    }

    public static String restoreJob(InstanceId id) {
        return "restore-" + id;
    }
}
