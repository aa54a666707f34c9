package io.toygres.image;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.toygres.image.blob.LocalBlobStorage;
import io.toygres.local.platform.Folders;
import io.toygres.local.platform.LocalKafka;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.platform.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** PostgreSQL, Kafka, Blob Storage with Entra ID, and a Kubernetes API without controllers: tests play those. */
public final class LocalPlatform implements QuarkusTestResourceLifecycleManager {

    private final Deque<Runnable> stops = new ArrayDeque<>();

    @Override
    public Map<String, String> start() {
        LocalPostgres postgres = LocalPostgres.throwaway();
        stops.push(postgres::close);
        LocalKafka kafka = LocalKafka.throwaway();
        stops.push(kafka::close);
        Path folder = temporaryFolder();
        stops.push(() -> Folders.delete(folder));
        LocalBlobStorage blobs = new LocalBlobStorage(folder);
        stops.push(blobs::close);
        EmptyCluster cluster = new EmptyCluster();
        stops.push(cluster::close);
        Map<String, String> settings = new HashMap<>(blobs.settings());
        settings.put("toygres.database.url", postgres.url());
        settings.put("quarkus.datasource.username", "image");
        settings.put("quarkus.datasource.password", postgres.password("image"));
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("quarkus.kubernetes-client.api-server-url", cluster.url());
        settings.put("toygres.command-keys.file", keys(folder).toString());
        settings.put("quarkus.http.test-port", "0");
        return settings;
    }

    @Override
    public void stop() {
        stops.forEach(Runnable::run);
    }

    private static Path keys(Path folder) {
        Path file = folder.resolve("command-keys");
        Secrets.write(file, "k1:" + "A".repeat(43) + "=\n");
        return file;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("toygres-blobs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
