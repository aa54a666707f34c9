package io.toygres.image.blob;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.toygres.local.identity.ConnectProxy;
import io.toygres.local.identity.FederatedCredential;
import io.toygres.local.identity.FederatedIssuer;
import io.toygres.local.identity.LocalEntra;
import io.toygres.local.platform.LocalAzurite;
import io.toygres.local.platform.PrivateCa;
import io.toygres.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Blob Storage and Entra ID as tests reach them: with this service's own client, under Azure's names. */
public final class LocalBlobStorage implements AutoCloseable {

    private static final String TENANT = "22222222-2222-4222-8222-222222222222";
    private static final String CLIENT = "11111111-1111-4111-8111-111111111111";
    private static final String SUBJECT = "system:serviceaccount:toygres-system:image-service";

    private final FederatedIssuer cluster = new FederatedIssuer("https://cluster.test");
    private final Path folder;
    private final PrivateCa ca;
    private final LocalAzurite azurite;
    private final LocalEntra entra;
    private final ConnectProxy proxy;
    private final BlobContainerClient client;

    public LocalBlobStorage(Path folder) {
        this.folder = folder;
        this.ca = PrivateCa.in(folder.resolve("ca"));
        this.azurite = LocalAzurite.start(folder.resolve("azurite"), ca, "127.0.0.1", Ports.free());
        this.entra = LocalEntra.start(
                Ports.at("127.0.0.1", 0),
                ca,
                TENANT,
                cluster.asTrusted(),
                List.of(new FederatedCredential(CLIENT, SUBJECT)));
        this.proxy = ConnectProxy.start(
                Ports.at("127.0.0.1", 0),
                Map.of(
                        LocalEntra.HOST, entra.address(),
                        LocalAzurite.ACCOUNT_HOST, Ports.at(azurite.address(), azurite.port())));
        this.client = BlobClients.client(config(), identity(validToken()));
        client.createIfNotExists();
    }

    public ImageContainer container() {
        return new ImageContainer(client);
    }

    /** The container as a service sees it whose federated token has expired. */
    public ImageContainer refusedContainer() {
        String expired = cluster.token(SUBJECT, FederatedCredential.AUDIENCE, Duration.ofHours(-1));
        return new ImageContainer(BlobClients.client(config(), identity(expired)));
    }

    /** What a service is told so that it reaches this storage. */
    public Map<String, String> settings() {
        return Map.of(
                "toygres.blob.container-url", config().containerUrl().toString(),
                "toygres.blob.https-proxy", proxy.url(),
                "toygres.blob.ca-file", ca.certificate().toString(),
                "azure.client-id", CLIENT,
                "azure.tenant-id", TENANT,
                "azure.federated-token-file", tokenFile(validToken()).toString(),
                "azure.authority-host", "https://" + LocalEntra.HOST + "/");
    }

    /** Puts a blob there as an uploading Job would, over whatever was there. */
    public void put(String path, byte[] content) {
        client.getBlobClient(path).upload(BinaryData.fromBytes(content), true);
    }

    @Override
    public void close() {
        proxy.close();
        entra.close();
        azurite.close();
    }

    private String validToken() {
        return cluster.token(SUBJECT, FederatedCredential.AUDIENCE, Duration.ofHours(1));
    }

    private BlobConfig config() {
        return new BlobConfig() {
            @Override
            public URI containerUrl() {
                return URI.create("https://" + LocalAzurite.ACCOUNT_HOST + "/images");
            }

            @Override
            public Optional<URI> httpsProxy() {
                return Optional.of(URI.create(proxy.url()));
            }

            @Override
            public Optional<Path> caFile() {
                return Optional.of(ca.certificate());
            }

            @Override
            public Duration requestTimeout() {
                return Duration.ofSeconds(20);
            }
        };
    }

    private IdentityConfig identity(String token) {
        Path tokenFile = tokenFile(token);
        return new IdentityConfig() {
            @Override
            public String clientId() {
                return CLIENT;
            }

            @Override
            public String tenantId() {
                return TENANT;
            }

            @Override
            public Path federatedTokenFile() {
                return tokenFile;
            }

            @Override
            public URI authorityHost() {
                return URI.create("https://" + LocalEntra.HOST + "/");
            }
        };
    }

    private Path tokenFile(String token) {
        try {
            return Files.writeString(Files.createTempFile(folder, "token", ""), token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
