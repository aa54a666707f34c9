package io.toygres.api.worker;

import io.toygres.internal.InternalToken;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks workers over HTTP, with the token that shows them who asks. */
@Singleton
class WorkerClient {

    private final WorkersConfig config;
    private final InternalToken token;
    private final HttpClient client;

    WorkerClient(WorkersConfig config, InternalToken token) {
        this.config = config;
        this.token = token;
        this.client = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * The answer as soon as it begins; whoever asks closes its body.
     *
     * @param path of the worker's endpoint, beginning with a slash
     */
    HttpResponse<InputStream> ask(Worker worker, String path, String accepted)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base(worker) + path))
                .timeout(config.timeout())
                .header(HttpHeaders.ACCEPT, accepted)
                .header(HttpHeaders.AUTHORIZATION, token.header())
                .build();
        return client.send(request, BodyHandlers.ofInputStream());
    }

    private URI base(Worker worker) {
        return switch (worker) {
            case IMAGE -> config.imageUrl();
            case PROVISIONER -> config.provisionerUrl();
        };
    }
}
