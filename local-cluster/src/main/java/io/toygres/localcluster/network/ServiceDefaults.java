package io.toygres.localcluster.network;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.toygres.localcluster.registry.Admission;
import io.toygres.localcluster.store.ObjectKey;
import java.util.List;

/** A Service's type and target ports where it names none; an update that leaves its address out keeps it. */
public final class ServiceDefaults implements Admission.Plugin {

    @Override
    public void create(ObjectKey key, HasMetadata object) {
        if (object instanceof Service service && service.getSpec() != null) {
            fill(service.getSpec());
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
