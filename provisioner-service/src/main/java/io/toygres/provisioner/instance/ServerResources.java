package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;

/** What the container of a server may use; PostgreSQL's settings follow from it. */
record ServerResources(Quantity cpuRequest, Quantity cpuLimit, Quantity memory) {

    private static final long LEAST_MEMORY = 256L * 1024 * 1024;

    ServerResources {
        if (memory.getNumericalAmount().longValue() < LEAST_MEMORY) {
            throw new IllegalArgumentException("toygres.instance.memory is less than 256Mi: " + memory);
        }
    }

    static ServerResources of(InstanceConfig config) {
        return new ServerResources(
                new Quantity(config.cpuRequest()), new Quantity(config.cpuLimit()), new Quantity(config.memory()));
    }

    long memoryBytes() {
        return memory.getNumericalAmount().longValue();
    }

    ResourceRequirements requirements() {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", cpuRequest)
                .addToRequests("memory", memory)
                .addToLimits("cpu", cpuLimit)
                .addToLimits("memory", memory)
                .build();
    }
}
