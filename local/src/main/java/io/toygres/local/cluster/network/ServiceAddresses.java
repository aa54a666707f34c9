package io.toygres.local.cluster.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.toygres.local.cluster.registry.Admission;
import io.toygres.local.cluster.store.ObjectKey;
import io.toygres.local.cluster.store.ObjectStore;
import io.toygres.local.cluster.store.ResourceTypes;
import java.util.List;

/** Gives a new Service its type, cluster IP and target ports, as the API server does. Those of old Services stay taken. */
public final class ServiceAddresses implements Admission.Plugin {
    private final Addresses addresses;

    public ServiceAddresses(ObjectStore store, Addresses addresses) {
        this.addresses = addresses;
        for (ObjectNode service : store.list(ResourceTypes.SERVICES, "").items()) {
            addresses.reserve(service.at("/spec/clusterIP").asText());
            addresses.reserve(service.at("/status/loadBalancer/ingress/0/ip").asText());
        }
    }

    @Override
    public void create(ObjectKey key, HasMetadata object) {
        if (object instanceof Service service && service.getSpec() != null) {
            fill(service.getSpec());
            if (service.getSpec().getClusterIP() == null) {
                service.getSpec().setClusterIP(addresses.allocate(Addresses.Use.CLUSTER_IP));
            }
            service.getSpec().setClusterIPs(List.of(service.getSpec().getClusterIP()));
            ServiceStatus status = new ServiceStatus();
            status.setLoadBalancer(new LoadBalancerStatus());
            service.setStatus(status);
        }
    }

    @Override
    public void update(ObjectKey key, HasMetadata current, HasMetadata next) {
        if (current instanceof Service before && next instanceof Service after && after.getSpec() != null) {
            fill(after.getSpec());
            if (after.getSpec().getClusterIP() == null) {
                after.getSpec().setClusterIP(before.getSpec().getClusterIP());
            }
            after.getSpec().setClusterIPs(List.of(after.getSpec().getClusterIP()));
        }
    }

    private static void fill(ServiceSpec spec) {
        spec.setType(spec.getType() == null ? "ClusterIP" : spec.getType());
        spec.setSessionAffinity(spec.getSessionAffinity() == null ? "None" : spec.getSessionAffinity());
        for (ServicePort port : spec.getPorts()) {
            port.setProtocol(port.getProtocol() == null ? "TCP" : port.getProtocol());
            port.setTargetPort(port.getTargetPort() == null ? new IntOrString(port.getPort()) : port.getTargetPort());
        }
    }
}
