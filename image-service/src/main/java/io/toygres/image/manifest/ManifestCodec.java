package io.toygres.image.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.image.ImageDocuments;
import io.toygres.messaging.Json;
import java.io.IOException;
import java.util.Map;

/** Reads {@code result.json}, reads and writes {@code manifest.json}. Both are small: names and counts, never data. */
public final class ManifestCodec {

    private static final ObjectMapper JSON = Json.mapper();

    private ManifestCodec() {}

    /** @throws IOException when it is not a result of a format that this release reads */
    public static ParsedResult result(byte[] bytes) throws IOException {
        ObjectNode document = JSON.readValue(bytes, ObjectNode.class);
        return new ParsedResult(ImageDocuments.result(document), document);
    }

    /** @throws IOException when it is not a manifest */
    public static Manifest manifest(byte[] bytes) throws IOException {
        return JSON.readValue(bytes, Manifest.class);
    }

    /** The bytes of {@code manifest.json}: the manifest's own fields, then all of the result's, also those that only a restore knows. */
    public static byte[] encode(Manifest manifest, ObjectNode result) throws IOException {
        ObjectNode document = JSON.valueToTree(manifest);
        for (Map.Entry<String, JsonNode> field : result.properties()) {
            document.putIfAbsent(field.getKey(), field.getValue());
        }
        return JSON.writeValueAsBytes(document);
    }
}
