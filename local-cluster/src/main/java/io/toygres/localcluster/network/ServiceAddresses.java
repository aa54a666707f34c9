package io.toygres.localcluster.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.toygres.localcluster.registry.Admission;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ObjectStore;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.List;

/** Gives a new Service its cluster IP, when nothing is left that could refuse it. Those of old Services stay taken. */
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
        if (object instanceof Service service) {
            if (service.getSpec().getClusterIP() == null) {
                service.getSpec().setClusterIP(addresses.allocate(Addresses.Use.CLUSTER_IP));
            }
            service.getSpec().setClusterIPs(List.of(service.getSpec().getClusterIP()));
        }
    }
}
