package io.toygres.e2e.blob;

import io.toygres.e2e.api.Wire;
import io.toygres.e2e.sut.LocalSystem.BlobStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests to the Blob Storage of a local system with the services' own identity. */
public final class BlobAccess {

    /** The first version of the REST API that takes bearer tokens is 2017-11-09; this one is what azcopy sends. */
    private static final String API_VERSION = "2021-12-02";

    private static final int OK = 200;

    private final BlobStorage storage;
    private final HttpClient http;

    public BlobAccess(BlobStorage storage) {
        this.storage = storage;
        URI proxy = storage.proxy();
        this.http = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())))
                .sslContext(PrivateTrust.in(storage.certificateAuthority()))
                .build();
    }

    public BlobStorage storage() {
        return storage;
    }

    /** A request that says who asks. */
    public HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token())
                .header("x-ms-version", API_VERSION);
    }

    /** @throws IllegalStateException when it is answered by anything but 200 */
    public <T> T send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            HttpResponse<T> answer = http.send(request, handler);
            if (answer.statusCode() != OK) {
                throw new IllegalStateException(
                        request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request.uri(), e);
        }
    }

    /** See <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">the flow</a>. */
    private String token() {
        String form = form(Map.of(
                "grant_type", "client_credentials",
                "client_id", storage.clientId(),
                "scope", "https://storage.azure.com/.default",
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", federatedToken()));
        String answer = send(
                HttpRequest.newBuilder(storage.tokenUrl())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        return Wire.parse(answer).required("access_token").asText();
    }

    private String federatedToken() {
        try {
            return Files.readString(storage.federatedToken()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the federated token", e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
