package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.toygres.kubernetes.PodSecurity;

/**
 * The pod of an instance: {@code init} makes the data directory when there is none and sets the password, {@code postgres}
 * serves. Neither relies on the image's entrypoint.
 *
 * @param image the runtime's container image
 */
record ServerPod(String image, ServerResources resources) {

    static final String SOCKETS = "/var/run/postgresql";
    private static final String DATA = ServerVolumes.DATA_PATH + "/data";

    /**
     * Time for a shutdown checkpoint of full shared buffers on a slow disk. The runtime images end with SIGINT (their
     * STOPSIGNAL), PostgreSQL's fast shutdown: it does not wait for clients to leave.
     */
    private static final long GRACE_SECONDS = 120L;

    PodSpec spec(Instance instance) {
        return new PodSpecBuilder()
                .withSecurityContext(PodSecurity.pod())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withShareProcessNamespace(false)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withInitContainers(init(instance))
                .withContainers(postgres())
                .withVolumes(ServerVolumes.all(instance.names(), resources.memoryBytes()))
                .build();
    }

    private Container init(Instance instance) {
        return new ContainerBuilder()
                .withName("init")
                .withImage(image)
                .withCommand("bash", ServerVolumes.SCRIPTS_PATH + "/" + ServerConfigMap.INIT_SCRIPT)
                .addNewEnv()
                .withName("TOYGRES_SPEC")
                .withValue(InitSpec.of(instance).json())
                .endEnv()
                .withResources(resources.requirements())
                .withSecurityContext(PodSecurity.container())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(ServerVolumes.ofInit())
                .build();
    }

    private Container postgres() {
        return new ContainerBuilder()
                .withName(Instance.SERVER_CONTAINER)
                .withImage(image)
                .withCommand("postgres", "-D", DATA)
                .addToCommand("-c", "config_file=" + ServerVolumes.CONFIG_PATH + "/" + ServerConfigMap.SETTINGS)
                .addToCommand("-c", "hba_file=" + ServerVolumes.CONFIG_PATH + "/" + ServerConfigMap.ACCESS)
                .addAllToCommand(ServerTls.options())
                .addNewPort()
                .withName("postgresql")
                .withContainerPort(ServerService.PORT)
                .withProtocol("TCP")
                .endPort()
                .withStartupProbe(ServerProbes.startup())
                .withReadinessProbe(ServerProbes.readiness())
                .withLivenessProbe(ServerProbes.liveness())
                .withResources(resources.requirements())
                .withSecurityContext(PodSecurity.container())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(ServerVolumes.ofServer())
                .build();
    }
}
