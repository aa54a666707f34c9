package io.toygres.localcluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** PostgreSQL in a StatefulSet, with its claim and its Service: {@code database.yaml}. */
record Database(KubernetesClient client, List<HasMetadata> objects) {

    static Database create(KubernetesClient client) throws Exception {
        try (InputStream yaml = Database.class.getResourceAsStream("database.yaml")) {
            List<HasMetadata> objects = client.load(yaml).items();
            objects.forEach(object -> client.resource(object).create());
            Database database = new Database(client, objects);
            database.awaitReady();
            return database;
        }
    }

    void delete() throws Exception {
        objects.forEach(object -> client.resource(object).delete());
        ClusterTest.await(() -> client.persistentVolumes().list().getItems().isEmpty());
    }

    void awaitReady() throws Exception {
        ClusterTest.await(() -> pod() != null
                && pod().getMetadata().getDeletionTimestamp() == null
                && pod().getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True")));
        ClusterTest.await(() -> query("wrong", "SELECT 1").contains("password"));
    }

    Pod pod() {
        return client.pods().inNamespace(ClusterTest.NAMESPACE).withName("db-0").get();
    }

    Service service() {
        return client.services()
                .inNamespace(ClusterTest.NAMESPACE)
                .withName("db-svc")
                .get();
    }

    /** What psql prints, on either of its outputs, when it asks at the Service's address. */
    String query(String password, String sql) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "psql", "-h", service().getSpec().getClusterIP(), "-U", "postgres", "-Atc", sql)
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", password);
        builder.environment().put("PGCONNECT_TIMEOUT", "10");
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
