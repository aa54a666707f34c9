package io.toygres.e2e.blob;

import io.toygres.e2e.api.Wire;
import io.toygres.e2e.sut.LocalSystem;
import io.toygres.e2e.sut.LocalSystem.BlobStorage;
import io.toygres.e2e.sut.SystemUnderTest;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is stored of the images. */
public final class BlobContainer {

    private static final Pattern BLOB =
            Pattern.compile("<Blob><Name>([^<]*)</Name>.*?<Content-Length>([0-9]+)</Content-Length>");
    private static final Pattern NEXT = Pattern.compile("<NextMarker>([^<]+)</NextMarker>");

    /** The first version of the REST API that takes bearer tokens is 2017-11-09; this one is what azcopy sends. */
    private static final String API_VERSION = "2021-12-02";

    private final BlobStorage storage;
    private final HttpClient http;

    public BlobContainer(SystemUnderTest system) {
        this.storage = system.local().map(LocalSystem::blobs).orElseThrow();
        URI proxy = storage.proxy();
        this.http = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())))
                .sslContext(PrivateTrust.in(storage.certificateAuthority()))
                .build();
    }

    /** Why it can't be looked at; empty when it can. */
    public static Optional<String> missing(SystemUnderTest system) {
        return system.local().isPresent()
                ? Optional.empty()
                : Optional.of("the system runs elsewhere: there is no identity here that may list its blobs");
    }

    /** @param length in bytes */
    public record Blob(String name, long length) {}

    /** Names of the image's blobs. */
    public List<String> blobsOf(UUID image) {
        return list(image + "/").stream().map(Blob::name).toList();
    }

    /** Everything in the container. */
    public List<Blob> all() {
        return list("");
    }

    /** The content of a blob. */
    public byte[] read(String name) {
        return send(authorized(URI.create(storage.container() + "/" + name)), BodyHandlers.ofByteArray());
    }

    private List<Blob> list(String prefix) {
        List<Blob> blobs = new ArrayList<>();
        String marker = "";
        do {
            URI page = URI.create(
                    storage.container() + "?restype=container&comp=list&prefix=" + prefix + "&marker=" + marker);
            String listing = send(authorized(page), BodyHandlers.ofString());
            BLOB.matcher(listing)
                    .results()
                    .map(blob -> new Blob(blob.group(1), Long.parseLong(blob.group(2))))
                    .forEach(blobs::add);
            marker = NEXT.matcher(listing)
                    .results()
                    .map(next -> URLEncoder.encode(next.group(1), StandardCharsets.UTF_8))
                    .findFirst()
                    .orElse("");
        } while (!marker.isEmpty());
        return blobs;
    }

    private HttpRequest authorized(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token())
                .header("x-ms-version", API_VERSION)
                .build();
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

    private <T> T send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            HttpResponse<T> answer = http.send(request, handler);
            if (answer.statusCode() != 200) {
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
}
