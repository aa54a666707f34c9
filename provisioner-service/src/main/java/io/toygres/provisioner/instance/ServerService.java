package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The instance's address: a LoadBalancer with a public DNS name, or a ClusterIP when the instance is internal. */
public final class ServerService {

    /** PostgreSQL's port, in the pod and at the Service. */
    public static final int PORT = 5432;

    /** The annotation by which AKS gives a LoadBalancer's address its DNS name, see https://aka.ms/aks/lb-dns-label. */
    static final String DNS_LABEL = "service.beta.kubernetes.io/azure-dns-label-name";

    private ServerService() {}

    /** @param always blocks that may connect whatever the instance allows: those that the connection test comes from */
    static Service desired(Instance instance, List<String> always) {
        return new ServiceBuilder()
                .withMetadata(metadata(instance))
                .withNewSpec()
                .withType(instance.spec().internal() ? "ClusterIP" : "LoadBalancer")
                .withSelector(instance.selector(Instance.SERVER))
                .withPorts(port())
                .withLoadBalancerSourceRanges(sourceRanges(instance.spec(), always))
                .endSpec()
                .build();
    }

    /** The addresses at which a LoadBalancer is reached, or the names that some clouds give instead; none while it has none. */
    public static List<String> addresses(Service service) {
        return Optional.ofNullable(service.getStatus())
                .map(ServiceStatus::getLoadBalancer)
                .map(LoadBalancerStatus::getIngress)
                .stream()
                .flatMap(List::stream)
                .map(ingress -> ingress.getIp() != null ? ingress.getIp() : ingress.getHostname())
                .toList();
    }

    /** The addresses at which the Service is reached within the cluster. */
    public static List<String> clusterAddresses(Service service) {
        List<String> all = service.getSpec().getClusterIPs();
        return all.isEmpty()
                ? Stream.ofNullable(service.getSpec().getClusterIP()).toList()
                : List.copyOf(all);
    }

    /** The first label of its public name; empty when it has none. */
    public static Optional<String> dnsLabel(Service service) {
        return Optional.ofNullable(service.getMetadata().getAnnotations()).map(all -> all.get(DNS_LABEL));
    }

    private static ObjectMeta metadata(Instance instance) {
        ObjectMeta metadata = instance.metadata(instance.names().service(), Instance.SERVER);
        String dnsLabel = instance.spec().dnsLabel();
        if (dnsLabel != null) {
            metadata.getAnnotations().put(DNS_LABEL, dnsLabel);
        }
        return metadata;
    }

    /** None means all. */
    private static List<String> sourceRanges(InstanceSpec instance, List<String> always) {
        return instance.sourceRanges().isEmpty()
                ? List.of()
                : Stream.concat(instance.sourceRanges().stream(), always.stream())
                        .distinct()
                        .toList();
    }

    private static ServicePort port() {
        return new ServicePortBuilder()
                .withName("postgresql")
                .withProtocol("TCP")
                .withPort(PORT)
                .withTargetPort(new IntOrString(PORT))
                .build();
    }
}
