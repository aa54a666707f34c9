package io.toygres.localcluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a journal amounts to.
 *
 * @param revision of the last change
 */
record JournalContents(long revision, TreeMap<ObjectKey, ObjectNode> objects) {

    /**
     * Reads a journal; an absent one is empty. Text behind the last newline is a change that was being written when its cluster
     * was killed: nobody heard of it, and it is left out.
     *
     * @throws IOException also for a line that is not one of a journal
     */
    static JournalContents read(Path path) throws IOException {
        TreeMap<ObjectKey, ObjectNode> objects = new TreeMap<>();
        long revision = 0;
        if (!Files.exists(path)) {
            return new JournalContents(revision, objects);
        }
        byte[] text = Files.readAllBytes(path);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte next : text) {
            if (next != '\n') {
                line.write(next);
                continue;
            }
            JournalEntry entry = parse(path, line.toByteArray());
            line.reset();
            revision = Math.max(revision, entry.revision());
            switch (entry) {
                case JournalEntry.Start ignored -> {}
                case JournalEntry.Put put -> objects.put(put.key(), put.object());
                case JournalEntry.Delete delete -> objects.remove(delete.key());
            }
        }
        objects.replaceAll((key, object) -> normal(key.type(), object));
        return new JournalContents(revision, objects);
    }

    /** As the store has it: a number that was read does not equal the same number of a typed object. */
    private static ObjectNode normal(ResourceType<?> type, ObjectNode object) {
        return Json.encode(Json.decode(object, type.model()));
    }

    private static JournalEntry parse(Path path, byte[] line) throws IOException {
        try {
            return JournalEntry.parse(line);
        } catch (ApiException unreadable) {
            throw new IOException(
                    path + " is damaged; without the folder it is in, a new and empty cluster starts", unreadable);
        }
    }

    /** The same in as few lines as can be. */
    List<JournalEntry> entries() {
        List<JournalEntry> entries = new ArrayList<>(List.of(new JournalEntry.Start(revision)));
        objects.forEach((key, object) -> entries.add(new JournalEntry.Put(version(object), key, object)));
        return entries;
    }

    static long version(ObjectNode object) {
        return object.at("/metadata/resourceVersion").asLong();
    }
}
