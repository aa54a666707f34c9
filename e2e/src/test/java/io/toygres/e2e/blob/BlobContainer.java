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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lists what is stored of an image. */
public final class BlobContainer {

    private static final Pattern NAME = Pattern.compile("<Name>([^<]*)</Name>");

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

    /** Names of the image's blobs; at most 5000, which is far more than an image has. */
    public List<String> blobsOf(UUID image) {
        URI list = URI.create(storage.container() + "?restype=container&comp=list&prefix=" + image + "/");
        String listing = send(HttpRequest.newBuilder(list)
                .header("Authorization", "Bearer " + token())
                .header("x-ms-version", API_VERSION)
                .build());
        return NAME.matcher(listing).results().map(name -> name.group(1)).toList();
    }

    /** See <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">the flow</a>. */
    private String token() {
        String form = form(Map.of(
                "grant_type", "client_credentials",
                "client_id", storage.clientId(),
                "scope", "https://storage.azure.com/.default",
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", federatedToken()));
        String answer = send(HttpRequest.newBuilder(storage.tokenUrl())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
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

    private String send(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
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
