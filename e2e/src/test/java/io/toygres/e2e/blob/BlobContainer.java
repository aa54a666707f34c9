package io.toygres.e2e.blob;

import io.toygres.e2e.sut.LocalSystem;
import io.toygres.e2e.sut.SystemUnderTest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What is stored of the images. */
public final class BlobContainer {

    private static final Pattern BLOB =
            Pattern.compile("<Blob><Name>([^<]*)</Name>.*?<Content-Length>([0-9]+)</Content-Length>");
    private static final Pattern NEXT = Pattern.compile("<NextMarker>([^<]+)</NextMarker>");

    private final BlobAccess access;
    private final URI container;

    public BlobContainer(SystemUnderTest system) {
        this.access = new BlobAccess(system.local().map(LocalSystem::blobs).orElseThrow());
        this.container = access.storage().container();
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
        return get(URI.create(container + "/" + name), BodyHandlers.ofByteArray());
    }

    private List<Blob> list(String prefix) {
        List<Blob> blobs = new ArrayList<>();
        String marker = "";
        do {
            URI page = URI.create(container + "?restype=container&comp=list&prefix=" + prefix + "&marker=" + marker);
            String listing = get(page, BodyHandlers.ofString());
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

    private <T> T get(URI uri, HttpResponse.BodyHandler<T> handler) {
        return access.send(access.request(uri).build(), handler);
    }
}
