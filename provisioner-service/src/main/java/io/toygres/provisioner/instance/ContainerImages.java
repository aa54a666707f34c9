package io.toygres.provisioner.instance;

import io.toygres.contract.ImageType;
import io.toygres.contract.PostgresVersion;
import jakarta.inject.Singleton;

/** References of the container images for a type and version, such as {@code postgres:15}. */
@Singleton
public final class ContainerImages {

    private final ContainerImagesConfig config;

    public ContainerImages(ContainerImagesConfig config) {
        this.config = config;
    }

    /** What the instance's pod runs. */
    public String runtime(ImageType type, PostgresVersion version) {
        return switch (type) {
            case STOCK -> forMajor(config.stock().runtime(), version);
            case PG_DURABLE -> forMajor(config.pgDurable().runtime(), version);
        };
    }

    /** What the Jobs on the instance's volume run. */
    public String tools(ImageType type, PostgresVersion version) {
        return switch (type) {
            case STOCK -> forMajor(config.stock().tools(), version);
            case PG_DURABLE -> forMajor(config.pgDurable().tools(), version);
        };
    }

    private static String forMajor(String reference, PostgresVersion version) {
        return reference.replace("{major}", version.toString());
    }
}
