package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.toygres.job.JobVolume;
import java.util.Arrays;
import java.util.List;

/** The volumes of an instance's pod and where its containers see them. */
public final class ServerVolumes {

    /** Where the instance's volume is, in every pod that uses it. */
    public static final String DATA_PATH = "/pgdata";

    static final String CONFIG_PATH = "/etc/postgresql";
    static final String WORK_PATH = "/toygres/work";

    private static final int READ_FOR_ALL = 0444;
    private static final int READ_FOR_GROUP = 0440;

    private ServerVolumes() {}

    static List<Volume> all(InstanceNames names, long memoryBytes) {
        return List.of(
                data(names),
                config(names),
                password(names),
                ServerTls.volume(names),
                empty("sockets", "1Mi"),
                empty("tmp", "256Mi"),
                empty("work", "64Mi"),
                sharedMemory(memoryBytes / 4));
    }

    static List<VolumeMount> ofInit() {
        return List.of(
                mount("data", DATA_PATH),
                mount("config", CONFIG_PATH),
                mount("password", "/toygres/secret"),
                mount("sockets", ServerPod.SOCKETS),
                mount("tmp", "/tmp"),
                mount("work", WORK_PATH));
    }

    static List<VolumeMount> ofServer() {
        return List.of(
                mount("data", DATA_PATH),
                mount("config", CONFIG_PATH),
                ServerTls.mount(),
                mount("sockets", ServerPod.SOCKETS),
                mount("tmp", "/tmp"),
                mount("shared-memory", "/dev/shm"));
    }

    /** PostgreSQL's configuration files, for a Job that runs a server on the volume. */
    public static JobVolume configForJob(InstanceNames names) {
        return new JobVolume(config(names), mount("config", CONFIG_PATH));
    }

    private static Volume config(InstanceNames names) {
        return files("config", names, READ_FOR_ALL, ServerConfigMap.SETTINGS, ServerConfigMap.ACCESS);
    }

    private static Volume data(InstanceNames names) {
        return new VolumeBuilder()
                .withName("data")
                .withNewPersistentVolumeClaim()
                .withClaimName(names.volumeClaim())
                .endPersistentVolumeClaim()
                .build();
    }

    private static Volume files(String name, InstanceNames names, int mode, String... keys) {
        return new VolumeBuilder()
                .withName(name)
                .withNewConfigMap()
                .withName(names.config())
                .withDefaultMode(mode)
                .withItems(Arrays.stream(keys)
                        .map(key -> new KeyToPathBuilder()
                                .withKey(key)
                                .withPath(key)
                                .build())
                        .toList())
                .endConfigMap()
                .build();
    }

    private static Volume password(InstanceNames names) {
        return new VolumeBuilder()
                .withName("password")
                .withNewSecret()
                .withSecretName(names.secret())
                .withDefaultMode(READ_FOR_GROUP)
                .endSecret()
                .build();
    }

    private static Volume empty(String name, String limit) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity(limit))
                .endEmptyDir()
                .build();
    }

    /** For parallel queries: containers have 64 MiB of it by default, too little for large hash joins. */
    private static Volume sharedMemory(long bytes) {
        return new VolumeBuilder()
                .withName("shared-memory")
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(new Quantity(Long.toString(bytes)))
                .endEmptyDir()
                .build();
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }
}
