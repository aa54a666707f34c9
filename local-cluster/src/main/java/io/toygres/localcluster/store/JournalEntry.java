package io.toygres.localcluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One line of the journal: {@code {"revision":17,"put":{…}}}, {@code {"revision":18,"delete":{…}}} with no more than the object's
 * identity, or {@code {"revision":18}} alone, which begins a file.
 */
sealed interface JournalEntry {
    long revision();

    /** All that follows is of this revision or later; an object keeps the one it had. */
    record Start(long revision) implements JournalEntry {}

    record Put(long revision, ObjectKey key, ObjectNode object) implements JournalEntry {}

    record Delete(long revision, ObjectKey key) implements JournalEntry {}

    static JournalEntry of(Change change) {
        return change.kind() == Change.Kind.DELETED
                ? new Delete(change.revision(), change.key())
                : new Put(change.revision(), change.key(), change.object());
    }

    /** With its newline. */
    default byte[] line() {
        ObjectNode json = Json.object().put("revision", revision());
        switch (this) {
            case Start ignored -> {}
            case Put put -> json.set("put", put.object());
            case Delete delete -> {
                ResourceType<?> type = delete.key().type();
                json.putObject("delete")
                        .put("apiVersion", type.apiVersion())
                        .put("kind", type.kind())
                        .putObject("metadata")
                        .put("namespace", delete.key().namespace())
                        .put("name", delete.key().name());
            }
        }
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws ApiException when it is no such line */
    static JournalEntry parse(byte[] line) {
        ObjectNode json = Json.parse(line);
        long revision = json.path("revision").asLong();
        Optional<JournalEntry> change = json.path("put") instanceof ObjectNode object
                ? key(object).map(key -> new Put(revision, key, object))
                : key(json.path("delete")).map(key -> new Delete(revision, key));
        return change.orElseGet(() -> new Start(revision));
    }

    /** Empty also for a kind that an earlier version of this cluster had. */
    private static Optional<ObjectKey> key(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        return ResourceTypes.ofKind(apiVersion, kind).map(type -> ObjectKey.of(type, object));
    }
}
