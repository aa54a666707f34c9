package io.toygres.provisioner.certificate;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.InstanceId;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.ObjectList;
import io.toygres.kubernetes.OwnedObjects;
import io.toygres.kubernetes.OwnerIds;
import io.toygres.kubernetes.ResourceNames;
import io.toygres.operation.Operations;
import io.toygres.provisioner.authority.CertificateAuthority;
import io.toygres.provisioner.authority.InstallationAuthority;
import io.toygres.provisioner.instance.ClusterConfig;
import io.toygres.provisioner.instance.Instance;
import io.toygres.provisioner.instance.ServerTls;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One look at the certificates of all instances: renews what has to be, has servers load what is new to them, and gives
 * instances that an earlier release made a certificate, which their pod takes up at its next start. Several replicas may look
 * at once: what one of them writes first the others find (the API server refuses a change of what has changed meanwhile). A
 * certificate of a CA that this installation does not know is another installation's, and left alone: two that renewed each
 * other's would do so for ever, and cut off each other's users.
 */
@Singleton
final class CertificatePass {

    private static final Logger LOG = Logger.getLogger(CertificatePass.class);

    private final KubernetesClient client;
    private final String namespace;
    private final Supplier<Set<UUID>> busy;
    private final InstallationAuthority authority;
    private final CertificateIssue issue;
    private final CertificateReload reload;

    @Inject
    CertificatePass(
            KubernetesClient client,
            ClusterConfig cluster,
            Operations operations,
            InstallationAuthority authority,
            CertificateIssue issue,
            CertificateReload reload) {
        this(client, cluster, operations::unfinishedSubjects, authority, issue, reload);
    }

    /** @param busy instances with an unfinished operation, which are left to that */
    CertificatePass(
            KubernetesClient client,
            ClusterConfig cluster,
            Supplier<Set<UUID>> busy,
            InstallationAuthority authority,
            CertificateIssue issue,
            CertificateReload reload) {
        this.client = client;
        this.namespace = cluster.namespace();
        this.busy = busy;
        this.authority = authority;
        this.issue = issue;
        this.reload = reload;
    }

    void run() {
        CertificateAuthority now = authority.current();
        Map<UUID, Service> services = all(Service.class, Instance.SERVER);
        Map<UUID, Secret> secrets = all(Secret.class, InstanceCertificate.COMPONENT);
        Map<UUID, StatefulSet> servers = all(StatefulSet.class, Instance.SERVER);
        issue.soonestEnd(secrets.values().stream()
                .flatMap(secret -> InstanceCertificate.read(secret).stream())
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder()));
        servers.keySet().removeAll(busy.get());
        servers.forEach((id, server) -> {
            Service service = services.get(id);
            if (service != null && !server.isMarkedForDeletion()) {
                look(new InstanceId(id), server, service, secrets.get(id), now);
            }
        });
    }

    private void look(
            InstanceId instance,
            StatefulSet server,
            Service service,
            @Nullable Secret found,
            CertificateAuthority now) {
        if (found != null && CertificateIssue.isForeign(found, now)) {
            issue.leftAlone();
            LOG.warnf(
                    "the certificate is of a CA that is not in toygres.ca.certificates-file: it is left alone instanceId=%s",
                    instance);
            return;
        }
        try {
            Secret current =
                    found == null ? create(instance, server, service, now) : renew(instance, found, service, now);
            if (!ServerTls.isIn(server)) {
                client.resource(ServerTls.addedTo(server, current.getMetadata().getName()))
                        .update();
                LOG.infof("the server speaks TLS from its next start on instanceId=%s", instance);
            } else if (!InstanceCertificate.isLoaded(current)
                    && reload.load(server.getMetadata().getName() + "-0", InstanceCertificate.fingerprint(current))) {
                client.resource(InstanceCertificate.loaded(current)).update();
                LOG.infof("the server loaded its certificate instanceId=%s", instance);
            }
        } catch (RuntimeException e) {
            // Changed or removed meanwhile, or the cluster is away: the next look finds what is left to do, and the
            // others go on.
            LOG.warnf("a certificate could not be looked after instanceId=%s reason=%s", instance, e.getMessage());
        }
    }

    private Secret create(InstanceId instance, StatefulSet server, Service service, CertificateAuthority now) {
        Secret made = OwnedObjects.ensure(client, issue.secret(metadata(server), instance, service, now));
        LOG.infof("certificate made instanceId=%s", instance);
        return made;
    }

    private Secret renew(InstanceId instance, Secret secret, Service service, CertificateAuthority now) {
        return issue.renewed(secret, instance, service, now)
                .map(renewed -> {
                    Secret stored = client.resource(renewed).update();
                    LOG.infof("certificate renewed instanceId=%s", instance);
                    return stored;
                })
                .orElse(secret);
    }

    /** As the steps name and label it. */
    private static ObjectMeta metadata(StatefulSet server) {
        return new ObjectMetaBuilder()
                .withName(ResourceNames.certificate(server.getMetadata().getName()))
                .withNamespace(server.getMetadata().getNamespace())
                .withLabels(server.getMetadata().getLabels())
                .addToLabels(Labels.COMPONENT, InstanceCertificate.COMPONENT)
                .build();
    }

    private <T extends HasMetadata> Map<UUID, T> all(Class<T> kind, String component) {
        Map<UUID, T> found = new HashMap<>();
        String label = Labels.INSTANCE_ID + "," + Labels.COMPONENT + "=" + component;
        for (T object : ObjectList.of(client, kind, namespace, label)) {
            OwnerIds.of(object, Labels.INSTANCE_ID).ifPresent(id -> found.put(id, object));
        }
        return found;
    }
}
