package io.toygres.job;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

/** A volume of a Job's pod and where its container sees it. */
public record JobVolume(Volume volume, VolumeMount mount) {

    /** Readable by the pod's user and its group only. */
    private static final int SECRET_MODE = 0440;
    /** By all, whatever a container's user is. */
    private static final int READABLE = 0444;

    /** The entry {@code password} of a Secret, as file {@code /toygres/secret/password}. */
    public static JobVolume password(String secret) {
        Volume volume = new VolumeBuilder()
                .withName("secret")
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(SECRET_MODE)
                .addNewItem()
                .withKey("password")
                .withPath("password")
                .endItem()
                .endSecret()
                .build();
        return new JobVolume(volume, mount("secret", "/toygres/secret", true));
    }

    /**
     * Whom the server has its certificate from, as file {@code /toygres/server/ca.crt}; without the Secret there is no file.
     *
     * @param certificate the Secret with the server's certificate, of whose entries it is the only one that is mounted
     */
    public static JobVolume serverAuthorities(String certificate) {
        Volume volume = new VolumeBuilder()
                .withName("server")
                .withNewSecret()
                .withSecretName(certificate)
                .withOptional(true)
                .withDefaultMode(SECRET_MODE)
                .addNewItem()
                .withKey("ca.crt")
                .withPath("ca.crt")
                .endItem()
                .endSecret()
                .build();
        return new JobVolume(volume, mount("server", "/toygres/server", true));
    }

    /** A PVC, writable. */
    public static JobVolume claim(String claim, String path) {
        Volume volume = new VolumeBuilder()
                .withName("data")
                .withNewPersistentVolumeClaim()
                .withClaimName(claim)
                .endPersistentVolumeClaim()
                .build();
        return new JobVolume(volume, mount("data", path, false));
    }

    /** An empty folder that several containers of the pod share, for named pipes. */
    public static JobVolume pipes() {
        return scratch("pipes", "/toygres/pipes", "16Mi");
    }

    static JobVolume configMap(String name, String configMap, String path) {
        Volume volume = new VolumeBuilder()
                .withName(name)
                .withNewConfigMap()
                .withName(configMap)
                .withDefaultMode(READABLE)
                .endConfigMap()
                .build();
        return new JobVolume(volume, mount(name, path, true));
    }

    /** An empty folder on the node's disk; a pod that fills it beyond its size is evicted. */
    static JobVolume scratch(String name, String path, String size) {
        Volume volume = new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withNewSizeLimit(size)
                .endEmptyDir()
                .build();
        return new JobVolume(volume, mount(name, path, false));
    }

    static VolumeMount mount(String name, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withReadOnly(readOnly)
                .build();
    }
}
