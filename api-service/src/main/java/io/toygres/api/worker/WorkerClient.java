package io.toygres.api.worker;

import io.smallrye.faulttolerance.api.Guard;
import io.toygres.breaker.Breakers;
import io.toygres.internal.InternalToken;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Asks workers over HTTP, with the token that shows them who asks. */
@Singleton
class WorkerClient {

    private static final TypeLiteral<HttpResponse<InputStream>> ANSWER = new TypeLiteral<>() {};

    /** It is asked seldom: for a log, or every few minutes. */
    private static final int CALLS_LOOKED_AT = 8;

    private static final Duration REST = Duration.ofSeconds(2);

    private final WorkersConfig config;
    private final InternalToken token;
    private final HttpClient client;
    private final Map<Worker, Guard> breakers = new EnumMap<>(Worker.class);

    WorkerClient(WorkersConfig config, InternalToken token) {
        this.config = config;
        this.token = token;
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(config.timeout()).version(HttpClient.Version.HTTP_1_1);
        config.caFile().map(WorkerTrust::in).ifPresent(builder::sslContext);
        this.client = builder.build();
        for (Worker worker : Worker.values()) {
            breakers.put(worker, Breakers.of(worker.toString(), CALLS_LOOKED_AT, REST, IOException.class::isInstance));
        }
    }

    /**
     * The answer as soon as it begins; whoever asks closes its body.
     *
     * @param path of the worker's endpoint, beginning with a slash
     * @throws IOException when it does not answer, or has not answered again and again: then users do not wait for it
     */
    HttpResponse<InputStream> ask(Worker worker, String path, String accepted)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base(worker) + path))
                .timeout(config.timeout())
                .header(HttpHeaders.ACCEPT, accepted)
                .header(HttpHeaders.AUTHORIZATION, token.header())
                .build();
        try {
            return Objects.requireNonNull(breakers.get(worker)).call(() -> send(request), ANSWER);
        } catch (CircuitBreakerOpenException e) {
            throw new IOException("it did not answer again and again, and is not asked for a moment", e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("nothing else is thrown", e);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofInputStream());
    }

    private URI base(Worker worker) {
        return switch (worker) {
            case IMAGE -> config.imageUrl();
            case PROVISIONER -> config.provisionerUrl();
        };
    }
}
