package io.toygres.image.backup;

import io.toygres.contract.ImageType;
import io.toygres.contract.PostgresVersion;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Container images of the backup Job: PostgreSQL's programs of the source's own version, zstd, azcopy and {@code toygres-job}.
 * {@code {major}} in a setting stands for the major version.
 */
@Singleton
final class ToolsImages {

    private final String stock;
    private final String durable;

    ToolsImages(
            @ConfigProperty(name = "toygres.container-images.stock.tools", defaultValue = "toygres-tools:{major}")
                    String stock,
            @ConfigProperty(
                            name = "toygres.container-images.pg-durable.tools",
                            defaultValue = "toygres-pg-durable-tools:{major}")
                    String durable) {
        this.stock = stock;
        this.durable = durable;
    }

    /** The reference for a source, such as {@code toygres-tools:15}. */
    String reference(ImageType type, PostgresVersion version) {
        String pattern =
                switch (type) {
                    case STOCK -> stock;
                    case PG_DURABLE -> durable;
                };
        return pattern.replace("{major}", version.toString());
    }
}
