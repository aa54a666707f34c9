package io.toygres.provisioner.connection;

import io.fabric8.kubernetes.api.model.Service;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.kubernetes.ResourceNames;
import io.toygres.provisioner.instance.ServerService;
import java.util.List;
import java.util.Optional;

/** Where the users of this installation reach an instance. */
record InstanceAddress(AddressKind kind, Optional<String> dnsSuffix, String clusterDomain) {

    InstanceAddress {
        if (kind == AddressKind.PUBLIC_DNS && dnsSuffix.isEmpty()) {
            throw new IllegalArgumentException(
                    "toygres.test-connection.address=public-dns needs toygres.dns-suffix, such as"
                            + " westeurope.cloudapp.azure.com");
        }
    }

    /** Absent while the Service has no address of that kind. */
    Optional<Address> of(InstanceSpec instance, Service service) {
        AddressKind wanted = instance.internal() ? kind.forInternal() : kind;
        List<String> own =
                wanted.isPublic() ? ServerService.addresses(service) : ServerService.clusterAddresses(service);
        if (wanted.isPublic() && own.isEmpty()) {
            return Optional.empty();
        }
        return host(wanted, instance, service, own).map(host -> new Address(host, ServerService.PORT, own));
    }

    /** Whether the name or address that users connect to is there to be put into a certificate: an address may still be awaited. */
    boolean isKnown(InstanceSpec instance, Service service) {
        return kind != AddressKind.LOAD_BALANCER_IP || of(instance, service).isPresent();
    }

    private Optional<String> host(AddressKind wanted, InstanceSpec instance, Service service, List<String> own) {
        return switch (wanted) {
            case PUBLIC_DNS -> dnsSuffix.map(suffix -> instance.dnsLabel() + "." + suffix);
            case CLUSTER_DNS, POD_EXEC ->
                Optional.of(ResourceNames.serviceHost(
                        service.getMetadata().getName(), service.getMetadata().getNamespace(), clusterDomain));
            case LOAD_BALANCER_IP, CLUSTER_IP -> own.stream().findFirst();
        };
    }
}
