package io.toygres.localcluster.network;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.EndpointSubsetBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.List;

/** Writes down which pods a Service leads to: Endpoints, and one EndpointSlice of the same name. */
final class Endpointing {
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

    private final Registry registry;

    Endpointing(Registry registry) {
        this.registry = registry;
    }

    void write(Service service, List<Pod> pods) {
        String namespace = service.getMetadata().getNamespace();
        String name = service.getMetadata().getName();
        Endpoints endpoints = endpoints(service, pods);
        if (registry.edit(
                        ResourceTypes.ENDPOINTS, namespace, name, current -> current.setSubsets(endpoints.getSubsets()))
                .isEmpty()) {
            registry.create(ResourceTypes.ENDPOINTS, endpoints);
        }
        EndpointSlice slice = slice(service, pods);
        if (registry.edit(ResourceTypes.ENDPOINT_SLICES, namespace, name, current -> {
                    current.setEndpoints(slice.getEndpoints());
                    current.setPorts(slice.getPorts());
                })
                .isEmpty()) {
            registry.create(ResourceTypes.ENDPOINT_SLICES, slice);
        }
    }

    private static Endpoints endpoints(Service service, List<Pod> pods) {
        List<EndpointAddress> ready = pods.stream()
                .filter(ReadyPods::isReady)
                .map(Endpointing::address)
                .toList();
        List<EndpointAddress> notReady = pods.stream()
                .filter(pod -> !ReadyPods.isReady(pod))
                .map(Endpointing::address)
                .toList();
        List<EndpointPort> ports = pods.isEmpty() ? List.of() : ports(service, pods.getFirst());
        EndpointSubset subset = new EndpointSubsetBuilder()
                .withAddresses(ready)
                .withNotReadyAddresses(notReady)
                .withPorts(ports)
                .build();
        return new EndpointsBuilder()
                .withNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .withLabels(service.getMetadata().getLabels())
                .withOwnerReferences(owner(service))
                .endMetadata()
                .withSubsets(pods.isEmpty() ? List.of() : List.of(subset))
                .build();
    }

    private static List<EndpointPort> ports(Service service, Pod pod) {
        return service.getSpec().getPorts().stream()
                .flatMap(port -> ReadyPods.port(pod, port.getTargetPort()).stream()
                        .map(number -> new EndpointPortBuilder()
                                .withName(port.getName())
                                .withPort(number)
                                .withProtocol("TCP")
                                .build()))
                .toList();
    }

    private static EndpointAddress address(Pod pod) {
        return new EndpointAddressBuilder()
                .withIp(pod.getStatus().getPodIP())
                .withNodeName(pod.getSpec().getNodeName())
                .withNewTargetRef()
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .build();
    }

    private static EndpointSlice slice(Service service, List<Pod> pods) {
        List<EndpointPort> ports = pods.isEmpty() ? List.of() : ports(service, pods.getFirst());
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .addToLabels("kubernetes.io/service-name", service.getMetadata().getName())
                .addToLabels(MANAGED_BY, "endpointslice-controller.k8s.io")
                .withOwnerReferences(owner(service))
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(pods.stream().map(Endpointing::endpoint).toList())
                .withPorts(ports.stream().map(Endpointing::slicePort).toList())
                .build();
    }

    private static Endpoint endpoint(Pod pod) {
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIP())
                .withNewConditions()
                .withReady(ReadyPods.isReady(pod))
                .withServing(ReadyPods.isReady(pod))
                .withTerminating(pod.getMetadata().getDeletionTimestamp() != null)
                .endConditions()
                .withNodeName(pod.getSpec().getNodeName())
                .build();
    }

    /** The name of a port that has none is empty, and not absent as elsewhere: {@code kubectl describe} relies on it. */
    private static io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort slicePort(EndpointPort port) {
        return new io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder()
                .withName(port.getName() == null ? "" : port.getName())
                .withPort(port.getPort())
                .withProtocol("TCP")
                .build();
    }

    private static OwnerReference owner(Service service) {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(service.getMetadata().getName())
                .withUid(service.getMetadata().getUid())
                .withController(true)
                .build();
    }
}
