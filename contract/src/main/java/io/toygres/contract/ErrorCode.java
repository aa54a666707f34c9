package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.stream.Stream;

/** Every way in which an operation can fail for good, each with what to do about it. Names are stable. */
public enum ErrorCode {
    CANCELLED("Start the operation again when you want it after all."),
    INTERNAL_ERROR("Look the operation id up in the service's log, and report it."),

    OPERATION_LOST(
            "The service that ran it no longer knows it, and what it made may be left behind: delete the instance or"
                    + " image, then ask for it again."),

    SOURCE_UNREACHABLE("Check that the instance is running and that no network policy keeps Jobs away from it."),
    SOURCE_AUTH_FAILED(
            "Role postgres does not take the instance's password any more: undo what was changed inside PostgreSQL, its password,"
                    + " its name, NOLOGIN or VALID UNTIL."),
    SOURCE_VERSION_MISMATCH("The instance runs another major version than recorded: check its container image."),
    DATABASE_NOT_FOUND("Name databases that exist and allow connections, or none to take them all."),
    LOCKS_EXHAUSTED(
            "Raise max_locks_per_transaction of the instance, as the detail says, or back up fewer databases at a time: the server"
                    + " has no room for the locks of all tables."),
    DUMP_FAILED(
            "The detail quotes pg_dump, which names the object it could not read; the operation's failure has the Job's last"
                    + " lines (log_tail)."),
    UPLOAD_AUTH_FAILED("Check the Job's pod: label azure.workload.identity/use=\"true\", its service account and that"
            + " account's client id (annotation azure.workload.identity/client-id), the federated credential's issuer"
            + " and subject, and the role Storage Blob Data Contributor on the container."),
    UPLOAD_FAILED("Check that the Job's pods reach the blob endpoint, then back up again."),
    UPLOAD_INCOMPLETE("What arrived in the blob container is not what the Job sent: back up again."),
    STORAGE_UNAVAILABLE(
            "Check that image-service reaches the blob container, its federated credential, and the role Storage"
                    + " Blob Data Contributor of its identity on the container."),
    WORK_VOLUME_FULL("Raise the size limit of the Job's work volume."),

    IMAGE_NOT_FOUND("The image's manifest is not in the blob container: check whether it was deleted there."),
    IMAGE_UNREADABLE("The image's manifest is not of a version this release reads."),
    DOWNLOAD_AUTH_FAILED("Check the Job's pod: label azure.workload.identity/use=\"true\", its service account and that"
            + " account's client id (annotation azure.workload.identity/client-id), the federated credential's issuer"
            + " and subject, and the role Storage Blob Data Reader on the container."),
    DOWNLOAD_FAILED("Check that the Job's pods reach the blob endpoint, then restore again."),
    CHECKSUM_MISMATCH("The image's files were changed after the backup: restore another image."),
    LOAD_FAILED(
            "The detail quotes pg_restore, which names the statement that failed; the operation's failure has the Job's last"
                    + " lines (log_tail)."),
    VOLUME_FULL("Use a larger storage_size_gb."),
    OUT_OF_MEMORY(
            "Raise toygres.jobs.memory-limit, the memory that a Job's container may use; or lower toygres.restore.parallelism."),
    EXTENSION_UNAVAILABLE("Use a runtime image that ships the extension in the version that the detail names."),
    CONTENT_MISMATCH("The restored data differs from the manifest: report it, with the detail."),

    QUEUED_TOO_LONG("More Jobs are asked for than may run at once: raise toygres.jobs.limit, or ask for fewer."),
    JOB_FAILED("The detail says how the Job ended; the operation's failure has its last lines (log_tail)."),
    JOB_STALLED(
            "The Job made no progress: the operation's failure has its last lines (log_tail); check the nodes and what the Job"
                    + " reads from and writes to."),
    IMAGE_PULL_FAILED("Check the container image's name, and that the nodes may pull it."),
    OBJECT_CONFLICT("A Kubernetes object of that name belongs to something else: remove or rename it."),
    CLUSTER_UNAVAILABLE("Check that the service reaches the Kubernetes API; its log has the errors."),
    CLUSTER_REFUSED(
            "The Kubernetes API refused the object, or the pod made for it: the detail says why (policy, a missing right, a missing"
                    + " service account)."),
    QUOTA_EXCEEDED(
            "Raise the ResourceQuota or LimitRange that the detail names, ask for less, or delete what is no longer needed."),
    UNSCHEDULABLE(
            "No node takes the pod: the detail says why. Add nodes or raise the autoscaler's limit, or check taints, tolerations and node"
                    + " selectors (toygres.instance.pod, toygres.jobs.pod)."),
    NODE_UNAVAILABLE(
            "The pod's node does not do its part: look at it with kubectl describe node, and drain it if it is lost."),
    EVICTED(
            "The node ran short of memory or disk and put the pod out: give the nodes more, or raise the Jobs' memory request."),

    VOLUME_NOT_BOUND(
            "Check the StorageClass and its provisioner; the detail has what the cluster last said about the PVC."),
    VOLUME_NOT_MOUNTED(
            "The volume can't be attached or mounted on the pod's node: the detail has what the cluster last said; check its CSI driver"
                    + " and that no other node holds the volume."),
    INIT_FAILED(
            "The detail says what the pod's container init could not do: check the container image, and try again."),
    RESTORE_MISSING("The volume lost what the restore loaded: restore the image again."),
    VERSION_MISMATCH("Check that the container image is of the instance's PostgreSQL major version."),
    PASSWORD_UNREADABLE("Put the key that the password was encrypted with back into the file of toygres.keyring.file,"
            + " and restart the service."),
    NOT_READY("The detail has what the pod last said: check the container image, its resources and the nodes."),
    ADDRESS_NOT_ASSIGNED("Check the cloud's load balancer and its quota of public addresses."),
    DNS_NOT_PROPAGATED("The DNS name did not appear in time: check the DNS label and the cloud's DNS, and raise"
            + " toygres.test-connection.deadline if it is only slow."),
    CONNECTION_FAILED("The instance does not answer at its address: check load balancer, firewall and network policy."),
    WRONG_PASSWORD("The server at the instance's address refused the instance's password."),
    WRONG_SERVER(
            "The instance's name leads to another server, or what answers there has not proven to be the instance: check the"
                    + " DNS label and the load balancer; where clients reach instances through NAT or a proxy, set"
                    + " toygres.test-connection.server-proof to answer."),

    DELETE_STUCK("Something keeps the objects alive: look at their finalizers with kubectl get -o yaml.");

    private final String remedy;

    ErrorCode(String remedy) {
        this.remedy = remedy;
    }

    /**
     * The code of that name. One that only a newer release knows reads as {@link #INTERNAL_ERROR}: replicas of two releases run side
     * by side during an upgrade, and the failure's detail still says what happened.
     */
    @JsonCreator
    public static ErrorCode parse(String name) {
        return Stream.of(values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElse(INTERNAL_ERROR);
    }

    /** What the user or the operator can do, in one or two sentences. */
    public String remedy() {
        return remedy;
    }
}
