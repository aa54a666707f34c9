package io.toygres.e2e.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.e2e.api.Wire;
import io.toygres.e2e.blob.BlobContainer;
import io.toygres.e2e.blob.BlobContainer.Blob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Every available image is whole in the container, and nothing else is there. */
final class BlobAudit {

    private static final String MANIFEST = "manifest.json";
    private static final String RESULT = "result.json";

    private final BlobContainer container;

    BlobAudit(BlobContainer container) {
        this.container = container;
    }

    List<String> differences(Resources resources) {
        Map<String, List<Blob>> prefixes = container.all().stream()
                .collect(Collectors.groupingBy(
                        blob -> blob.name().replaceFirst("/.*", ""), TreeMap::new, Collectors.toList()));
        List<String> found = new ArrayList<>();
        prefixes.forEach((prefix, blobs) -> {
            UUID image = UUID.fromString(prefix);
            if (!resources.isAvailable(image)) {
                found.add("blobs: %d below %s/ belong to %s"
                        .formatted(blobs.size(), prefix, resources.describeImage(image)));
            }
        });
        resources.images().forEach((id, image) -> {
            if (image.isAvailable()) {
                found.addAll(image(id, image, prefixes.getOrDefault(id.toString(), List.of())));
            }
        });
        return found.stream().sorted().toList();
    }

    private List<String> image(UUID id, Resources.Image image, List<Blob> blobs) {
        Map<String, Long> lengths = blobs.stream().collect(Collectors.toMap(Blob::name, Blob::length));
        String path = id + "/" + MANIFEST;
        if (lengths.remove(path) == null) {
            return List.of("blobs: image %s (%s) is available without a manifest".formatted(image.name(), id));
        }
        byte[] content = container.read(path);
        if (!sha256(content).equals(image.checksum())) {
            return List.of("blobs: the manifest of image %s (%s) is not the one of the CMS's checksum"
                    .formatted(image.name(), id));
        }
        Map<String, Long> expected = files(Wire.parse(new String(content, StandardCharsets.UTF_8)));
        lengths.keySet().removeIf(name -> name.endsWith("/" + RESULT) && !expected.containsKey(name));
        return lengths.equals(expected)
                ? List.of()
                : List.of("blobs: image %s (%s) has files %s, its manifest says %s"
                        .formatted(image.name(), id, new TreeMap<>(lengths), new TreeMap<>(expected)));
    }

    private static Map<String, Long> files(JsonNode manifest) {
        String prefix = manifest.required("prefix").asText();
        return manifest.required("files")
                .valueStream()
                .collect(Collectors.toMap(
                        file -> prefix + file.required("path").asText(),
                        file -> file.required("length").asLong()));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
