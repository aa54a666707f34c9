package io.toygres.contract.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.ContractJson;
import io.toygres.contract.image.Archive.Compression;
import io.toygres.contract.image.Archive.Role;
import java.io.IOException;

/** Reads {@code result.json} and {@code manifest.json} of every format there has been. Both are small: names and counts, never data. */
public final class ImageDocuments {

    private static final int OLDEST = 1;

    private ImageDocuments() {}

    /**
     * Reads a result, or the result that a manifest repeats. Of format 1 it makes format 2; only {@code format} then still says 1.
     *
     * @throws IOException when it is neither, or of a format that this release does not know
     */
    public static BackupResult result(byte[] json) throws IOException {
        ObjectMapper mapper = ContractJson.mapper();
        return result(mapper.readValue(json, ObjectNode.class));
    }

    /** The same of a document that has been parsed, which is left as it is. */
    public static BackupResult result(ObjectNode document) throws IOException {
        int format = document.path("format").asInt();
        if (format < OLDEST || format > BackupResult.FORMAT) {
            throw new IOException("the image is of format " + format + "; this release reads " + OLDEST + " to "
                    + BackupResult.FORMAT);
        }
        ObjectNode read = format == OLDEST ? upgraded(document.deepCopy()) : document;
        return ContractJson.mapper().treeToValue(read, BackupResult.class);
    }

    private static ObjectNode upgraded(ObjectNode document) throws IOException {
        document.set("globals", archive(document, Role.GLOBALS, "globals.sql.zst", Compression.ZSTD));
        for (String list : new String[] {"preload_libraries", "warnings", "skipped"}) {
            document.putArray(list);
        }
        for (JsonNode node : document.withArray("databases")) {
            ObjectNode database = (ObjectNode) node;
            ArrayNode archives = database.putArray("archives");
            archives.add(
                    archive(document, Role.SCHEMA, database.path("schema_file").asText(), Compression.NONE));
            archives.add(archive(document, Role.DATA, database.path("data_file").asText(), Compression.ZSTD));
        }
        return document;
    }

    private static JsonNode archive(ObjectNode document, Role role, String path, Compression compression)
            throws IOException {
        for (JsonNode file : document.withArray("files")) {
            if (path.equals(file.path("path").asText())) {
                ImageFile found = ContractJson.mapper().treeToValue(file, ImageFile.class);
                return ContractJson.mapper().valueToTree(Archive.whole(role, found, compression));
            }
        }
        throw new IOException("the image of format 1 has no file " + path);
    }
}
