package io.toygres.provisioner.certificate;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.provisioner.ManagedObjects;
import io.toygres.provisioner.TestConfig;
import io.toygres.provisioner.authority.InstallationAuthority;
import io.toygres.provisioner.instance.ClusterConfig;
import io.toygres.provisioner.instance.InstanceObjects;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at the certificates of all instances of a cluster, as the service does again and again. */
public final class TestPass {

    private final CertificatePass pass;

    /** @param settings by name, such as {@code toygres.certificates.validity}; the defaults for all others */
    public TestPass(KubernetesClient client, InstallationAuthority authority, Map<String, String> settings) {
        var cluster = new ClusterConfig(
                ManagedObjects.NAMESPACE, Optional.empty(), Optional.of("toygres.test"), "cluster.local");
        var objects = new InstanceObjects(client, cluster);
        this.pass = new CertificatePass(
                client,
                cluster,
                Set::of,
                authority,
                new CertificateIssue(TestConfig.of(CertificateConfig.class, settings), cluster),
                new CertificateReload(client, objects));
    }

    public void run() {
        pass.run();
    }
}
