package io.toygres.provisioner.instance;

import io.toygres.contract.InstanceId;
import io.toygres.kubernetes.ResourceNames;

/** The names of one instance's objects: a function of its name and id. */
public record InstanceNames(
        String statefulSet,
        String pod,
        String volumeClaim,
        String secret,
        String certificate,
        String config,
        String service,
        String restoreJob) {

    public static InstanceNames of(String name, InstanceId id) {
        String stem = ResourceNames.instance(name, id);
        return new InstanceNames(
                stem,
                stem + "-0",
                ResourceNames.volumeClaim(stem),
                ResourceNames.secret(stem),
                ResourceNames.certificate(stem),
                ResourceNames.config(stem),
                ResourceNames.service(stem),
                ResourceNames.restoreJob(id));
    }
}
