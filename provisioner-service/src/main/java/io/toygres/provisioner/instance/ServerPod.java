package io.toygres.provisioner.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.toygres.contract.job.InitializeSpec;
import io.toygres.kubernetes.PodSecurity;
import io.toygres.messaging.Json;

/**
 * The pod of an instance: {@code init} makes the data directory when there is none and sets the password, {@code postgres}
 * serves. Neither relies on the image's entrypoint.
 *
 * @param image the runtime's container image
 * @param tools the same with the program of the Jobs, which prepares the volume
 */
record ServerPod(String image, String tools, ServerResources resources) {

    static final String SOCKETS = "/var/run/postgresql";
    private static final String DATA = ServerVolumes.DATA_PATH + "/data";

    /** Time for a shutdown checkpoint of full shared buffers on a slow disk. */
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
                .withImage(tools)
                .withCommand("toygres-job", "initialize")
                .addNewEnv()
                .withName("TOYGRES_SPEC")
                .withValue(json(instance))
                .endEnv()
                .addNewEnv()
                .withName("HOME")
                .withValue(ServerVolumes.WORK_PATH)
                .endEnv()
                .withResources(resources.requirements())
                .withSecurityContext(PodSecurity.container())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(ServerVolumes.ofInit())
                .build();
    }

    private static String json(Instance instance) {
        var spec = new InitializeSpec(
                instance.spec().instanceId(),
                instance.spec().postgresVersion(),
                instance.sourceImage().orElse(null));
        try {
            return Json.mapper().writeValueAsString(spec);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the spec has no JSON form", e);
        }
    }

    /**
     * A fast shutdown, which does not wait for clients to leave, whatever STOPSIGNAL the image has: SIGTERM, the usual one, is a smart
     * shutdown to PostgreSQL, and would wait until the kill
     * (https://www.postgresql.org/docs/current/server-shutdown.html). The signal that follows changes nothing any more.
     */
    private static Lifecycle lifecycle() {
        return new LifecycleBuilder()
                .withNewPreStop()
                .withNewExec()
                .withCommand("pg_ctl", "stop", "--pgdata=" + DATA, "--mode=fast", "--no-wait")
                .endExec()
                .endPreStop()
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
                .withLifecycle(lifecycle())
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
