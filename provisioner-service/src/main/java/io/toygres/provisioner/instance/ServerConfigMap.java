package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** The ConfigMap with PostgreSQL's configuration files. */
final class ServerConfigMap {

    static final String SETTINGS = "postgresql.conf";
    static final String ACCESS = "pg_hba.conf";

    static ConfigMap desired(Instance instance, long memoryBytes) {
        return new ConfigMapBuilder()
                .withMetadata(instance.metadata(instance.names().config(), "config"))
                .addToData(SETTINGS, ServerSettings.file(instance, memoryBytes))
                .addToData(ACCESS, PackagedFile.read("/instance/pg_hba.conf"))
                .build();
    }
}
