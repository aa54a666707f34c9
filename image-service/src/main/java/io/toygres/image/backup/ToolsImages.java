package io.toygres.image.backup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.contract.ImageType;
import io.toygres.contract.PostgresVersion;

/**
 * Container images of the backup Job: PostgreSQL's programs of the source's own version, bash, coreutils, jq, zstd and azcopy.
 * {@code {major}} stands for the major version.
 */
@ConfigMapping(prefix = "toygres.container-images")
public interface ToolsImages {

    Stock stock();

    PgDurable pgDurable();

    /** For sources of type {@code stock}. */
    interface Stock {
        /** Such as {@code registry.example/toygres-tools:{major}}. */
        @WithDefault("toygres-tools:{major}")
        String tools();
    }

    /** For sources of type {@code pg_durable}. */
    interface PgDurable {
        /** Such as {@code registry.example/toygres-pg-durable-tools:{major}}. */
        @WithDefault("toygres-pg-durable-tools:{major}")
        String tools();
    }

    /** The reference for a source, such as {@code toygres-tools:15}. */
    default String reference(ImageType type, PostgresVersion version) {
        String pattern =
                switch (type) {
                    case STOCK -> stock().tools();
                    case PG_DURABLE -> pgDurable().tools();
                };
        return pattern.replace("{major}", version.toString());
    }
}
