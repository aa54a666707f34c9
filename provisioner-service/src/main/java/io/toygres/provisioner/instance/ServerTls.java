package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * TLS of an instance's server: its certificate is a Secret of its own, mounted where the kubelet renews it. The settings are
 * options of the command, which neither {@code ALTER SYSTEM} nor the configuration file overrules, and which a Job that runs a
 * private server by the same file knows nothing of.
 */
public final class ServerTls {

    /** Where the server finds {@code tls.crt}, {@code tls.key} and {@code ca.crt}. */
    public static final String PATH = "/etc/postgresql-tls";

    /** Keys of the Secret, those of type {@code kubernetes.io/tls} and what cert-manager puts beside them. */
    public static final String CERTIFICATE = "tls.crt";

    public static final String KEY = "tls.key";
    public static final String AUTHORITIES = "ca.crt";

    private static final String VOLUME = "tls";

    /**
     * The files are root's and, through {@code fsGroup}, the server's group may read them: PostgreSQL takes a key of root's that
     * its group alone can read besides
     * (<a href="https://www.postgresql.org/docs/current/ssl-tcp.html#SSL-SETUP">documentation</a>).
     */
    private static final int READ_FOR_GROUP = 0440;

    private ServerTls() {}

    /** Of {@code postgres}. */
    static List<String> options() {
        return Stream.of(
                        "ssl=on",
                        "ssl_cert_file=" + PATH + "/" + CERTIFICATE,
                        "ssl_key_file=" + PATH + "/" + KEY,
                        "ssl_min_protocol_version=TLSv1.2")
                .flatMap(setting -> Stream.of("-c", setting))
                .toList();
    }

    static Volume volume(InstanceNames names) {
        return volume(names.certificate());
    }

    static VolumeMount mount() {
        return new VolumeMountBuilder().withName(VOLUME).withMountPath(PATH).build();
    }

    /** Whether the instance's pods have a certificate, if not now then from their next start on. */
    public static boolean isIn(StatefulSet server) {
        return server.getSpec().getTemplate().getSpec().getVolumes().stream()
                .anyMatch(volume -> VOLUME.equals(volume.getName()));
    }

    /**
     * The StatefulSet of an instance that was made without, with TLS from its pod's next start on: the update strategy
     * {@code OnDelete} leaves the running one alone.
     *
     * @param certificate name of the Secret
     */
    public static StatefulSet addedTo(StatefulSet server, String certificate) {
        return server.edit()
                .editSpec()
                .withNewUpdateStrategy()
                .withType("OnDelete")
                .endUpdateStrategy()
                .editTemplate()
                .editSpec()
                .addToVolumes(volume(certificate))
                .editMatchingContainer(ServerTls::isServer)
                .addAllToCommand(options())
                .addToVolumeMounts(mount())
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static boolean isServer(ContainerBuilder container) {
        return Objects.equals(container.getName(), Instance.SERVER_CONTAINER);
    }

    private static Volume volume(String certificate) {
        return new VolumeBuilder()
                .withName(VOLUME)
                .withNewSecret()
                .withSecretName(certificate)
                .withDefaultMode(READ_FOR_GROUP)
                .endSecret()
                .build();
    }
}
