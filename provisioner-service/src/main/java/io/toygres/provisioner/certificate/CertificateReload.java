package io.toygres.provisioner.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.toygres.provisioner.instance.Instance;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.ServerTls;
import io.toygres.provisioner.instance.ServerVolumes;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Has a server load the certificate that its Secret holds, without a restart: PostgreSQL reads its TLS files again on SIGHUP.
 * The signal is sent inside the pod, by {@code pg_ctl}, since a login would need a role and a password that users may change.
 */
@Singleton
final class CertificateReload {

    private static final Logger LOG = Logger.getLogger(CertificateReload.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int NOT_MOUNTED_YET = 3;

    /** The kubelet brings a changed Secret to the pod within a minute or two; before, there is nothing new to load. */
    private static final String SCRIPT =
            "[ \"$(sha256sum <\"$1\" | cut -c 1-64)\" = \"$2\" ] || exit 3; exec pg_ctl reload --silent --pgdata=\"$3\"";

    private final KubernetesClient client;
    private final InstanceObjects objects;

    CertificateReload(KubernetesClient client, InstanceObjects objects) {
        this.client = client;
        this.objects = objects;
    }

    /**
     * @param podName the instance's
     * @param fingerprint hex SHA-256 of the certificate file
     * @return whether the server was told; a pod that does not run will load the file when it starts, and is told then
     */
    boolean load(String podName, String fingerprint) {
        Optional<Pod> pod = objects.find(Pod.class, podName)
                .filter(found -> found.getStatus() != null
                        && "Running".equals(found.getStatus().getPhase()));
        return pod.isPresent() && run(pod.get(), fingerprint);
    }

    private boolean run(Pod pod, String fingerprint) {
        var complaint = new ByteArrayOutputStream();
        String certificate = ServerTls.PATH + "/" + ServerTls.CERTIFICATE;
        String data = ServerVolumes.DATA_PATH + "/data";
        try (ExecWatch exec = client.pods()
                .resource(pod)
                .inContainer(Instance.SERVER_CONTAINER)
                .writingOutput(new ByteArrayOutputStream())
                .writingError(complaint)
                .exec("sh", "-c", SCRIPT, "sh", certificate, fingerprint, data)) {
            int status = exec.exitCode().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (status != 0 && status != NOT_MOUNTED_YET) {
                LOG.warnf(
                        "a server can't be told to load its certificate pod=%s reason=%s",
                        pod.getMetadata().getName(), complaint.toString(UTF_8).strip());
            }
            return status == 0;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf(
                    e,
                    "a server can't be told to load its certificate pod=%s",
                    pod.getMetadata().getName());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
