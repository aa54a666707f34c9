package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/**
 * The ConfigMap with what the instance's pod is run by: PostgreSQL's configuration files and the script that prepares the
 * volume. The script lies here, and not in a map that all instances share, so that an instance keeps the one it was made
 * with and leaves nothing behind.
 */
final class ServerConfigMap {

    static final String SETTINGS = "postgresql.conf";
    static final String ACCESS = "pg_hba.conf";
    static final String INIT_SCRIPT = "init.sh";
    static final String LIBRARY = "supervision.sh";

    private ServerConfigMap() {}

    static ConfigMap desired(Instance instance, long memoryBytes) {
        return new ConfigMapBuilder()
                .withMetadata(instance.metadata(instance.names().config(), "config"))
                .addToData(SETTINGS, ServerSettings.file(instance, memoryBytes))
                .addToData(ACCESS, PackagedFile.read("/instance/pg_hba.conf"))
                .addToData(INIT_SCRIPT, PackagedFile.read("/jobs/init.sh"))
                .addToData(LIBRARY, PackagedFile.read("/jobs/supervision.sh"))
                .build();
    }
}
