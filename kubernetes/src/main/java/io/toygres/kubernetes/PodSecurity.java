package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/**
 * What every pod of ours may do: the Pod Security Standard "restricted"
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/), as user {@code postgres} of the official images.
 */
public final class PodSecurity {

    /** https://github.com/docker-library/postgres: "explicitly set user/group IDs", Debian variants. */
    private static final long POSTGRES = 999L;

    private PodSecurity() {}

    /** The volume's group changes when it is mounted for the first time only: later that would read through all of it. */
    public static PodSecurityContext pod() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(POSTGRES)
                .withRunAsGroup(POSTGRES)
                .withFsGroup(POSTGRES)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    public static SecurityContext container() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .build();
    }

    /** The same as another user than the rest of the pod, of the pod's group. */
    public static SecurityContext container(long uid) {
        return new SecurityContextBuilder(container()).withRunAsUser(uid).build();
    }
}
