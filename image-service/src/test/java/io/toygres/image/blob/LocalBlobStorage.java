package io.toygres.image.blob;

import static java.util.Objects.requireNonNull;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.BinaryData;
import io.toygres.contract.image.ConfirmedBlocks;
import io.toygres.image.TestSettings;
import io.toygres.local.job.JobBlobs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Blob Storage and Entra ID as tests reach them: with this service's own client, under Azure's names. */
public final class LocalBlobStorage implements AutoCloseable {

    private final JobBlobs blobs;
    private final Map<String, String> environment;
    private final ImageContainer container;

    public LocalBlobStorage(Path folder) {
        this.blobs = JobBlobs.start(folder);
        this.environment = blobs.localEnvironment();
        this.container = container(BlobHttp.client(config()));
    }

    public ImageContainer container() {
        return container;
    }

    private ImageContainer container(HttpClient http) {
        return BlobClients.container(config(), identity(variable("AZURE_FEDERATED_TOKEN_FILE")), http);
    }

    /** The container behind a network that drops as many requests for a later block of a blob as are left to be dropped. */
    ImageContainer containerThatDrops(AtomicInteger left) {
        HttpClient real = BlobHttp.client(config());
        return container(request -> isForALaterBlock(request) && left.getAndDecrement() > 0
                ? Mono.error(new IOException("connection reset"))
                : real.send(request));
    }

    private static boolean isForALaterBlock(HttpRequest request) {
        String range = request.getHeaders().getValue(HttpHeaderName.fromString("x-ms-range"));
        return range != null && !range.startsWith("bytes=0-");
    }

    /** The container as a service sees it whose federated token has expired. */
    public ImageContainer refusedContainer() {
        String expired = blobs.tokenFile(Duration.ofHours(-1)).toString();
        return BlobClients.container(config(), identity(expired), BlobHttp.client(config()));
    }

    /** What a service is told so that it reaches this storage. */
    public Map<String, String> settings() {
        return Map.of(
                "toygres.blob.container-url", JobBlobs.CONTAINER,
                "toygres.blob.https-proxy", variable("HTTPS_PROXY"),
                "toygres.blob.ca-file", variable("SSL_CERT_FILE"),
                "azure.client-id", variable("AZURE_CLIENT_ID"),
                "azure.tenant-id", variable("AZURE_TENANT_ID"),
                "azure.federated-token-file", variable("AZURE_FEDERATED_TOKEN_FILE"),
                "azure.authority-host", variable("AZURE_AUTHORITY_HOST"));
    }

    /** Puts a blob there as an uploading Job would, over whatever was there. */
    public void put(String path, byte[] content) {
        container.delete(path);
        container.createIfAbsent(path, content);
    }

    /** The same in blocks, over whatever was there. */
    public void putBlocks(String path, byte[] content, ConfirmedBlocks blocks) {
        var blob = BlobClients.client(
                        config(),
                        identity(variable("AZURE_FEDERATED_TOKEN_FILE")),
                        BlobHttp.client(config()),
                        BlobClients.Patience.BRIEF)
                .getBlobClient(path)
                .getBlockBlobClient();
        List<String> ids = new ArrayList<>();
        for (int from = 0; from < content.length; from += (int) blocks.blockBytes()) {
            byte[] block =
                    Arrays.copyOfRange(content, from, (int) Math.min(content.length, from + blocks.blockBytes()));
            blob.stageBlock(blocks.id(ids.size()), BinaryData.fromBytes(block));
            ids.add(blocks.id(ids.size()));
        }
        blob.commitBlockList(ids, true);
    }

    @Override
    public void close() {
        blobs.close();
    }

    private String variable(String name) {
        return requireNonNull(environment.get(name), name);
    }

    private BlobConfig config() {
        return TestSettings.of(
                BlobConfig.class,
                Map.of(
                        "toygres.blob.container-url",
                        JobBlobs.CONTAINER,
                        "toygres.blob.https-proxy",
                        variable("HTTPS_PROXY"),
                        "toygres.blob.ca-file",
                        variable("SSL_CERT_FILE"),
                        "toygres.blob.request-timeout",
                        "20S"));
    }

    private IdentityConfig identity(String tokenFile) {
        return new IdentityConfig() {
            @Override
            public String clientId() {
                return variable("AZURE_CLIENT_ID");
            }

            @Override
            public String tenantId() {
                return variable("AZURE_TENANT_ID");
            }

            @Override
            public Path federatedTokenFile() {
                return Path.of(tokenFile);
            }

            @Override
            public URI authorityHost() {
                return URI.create(variable("AZURE_AUTHORITY_HOST"));
            }
        };
    }
}
