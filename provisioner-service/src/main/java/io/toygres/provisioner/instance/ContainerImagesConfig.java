package io.toygres.provisioner.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** References of container images; {@code {major}} in them stands for the major version of PostgreSQL. */
@ConfigMapping(prefix = "toygres.container-images")
public interface ContainerImagesConfig {

    Stock stock();

    PgDurable pgDurable();

    /** For image type {@code stock}. */
    interface Stock {
        /** What the instance's pod runs. */
        @WithDefault("postgres:{major}")
        String runtime();

        /** What Jobs run: the runtime's PostgreSQL programs with toygres-job, zstd and azcopy. */
        @WithDefault("toygres-tools:{major}")
        String tools();
    }

    /** For image type {@code pg_durable}. */
    interface PgDurable {
        /** What the instance's pod runs: it ships the {@code pg_durable} library. */
        @WithDefault("toygres-pg-durable:{major}")
        String runtime();

        /** What Jobs run: the runtime's PostgreSQL programs with toygres-job, zstd and azcopy. */
        @WithDefault("toygres-pg-durable-tools:{major}")
        String tools();
    }
}
