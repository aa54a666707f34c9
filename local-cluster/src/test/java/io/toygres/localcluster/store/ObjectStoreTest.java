package io.toygres.localcluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
    private Path journal;

    @BeforeEach
    void nameJournal(@TempDir Path directory) {
        journal = directory.resolve("objects.journal");
    }

    @Test
    void whatWasThereIsThereAgainAtTheSameRevision() throws Exception {
        try (ObjectStore store = ObjectStore.open(journal)) {
            store.create(key("kept"), map("kept", "1"));
            store.create(key("gone"), map("gone", "1"));
            store.update(key("kept"), object -> object.put("immutable", true));
            store.update(key("gone"), ObjectStoreTest::markedForDeletion);
        }

        try (ObjectStore store = ObjectStore.open(journal)) {
            ObjectStore.Listing listing = store.list(ResourceTypes.CONFIG_MAPS, "");
            assertThat(listing.revision()).isEqualTo(4);
            assertThat(listing.items()).hasSize(1);
            assertThat(listing.items().getFirst().path("immutable").asBoolean()).isTrue();
            assertThat(listing.items()
                            .getFirst()
                            .at("/metadata/resourceVersion")
                            .asText())
                    .isEqualTo("3");
            assertThat(version(store.create(key("next"), map("next", "1")))).isEqualTo("5");
        }
    }

    @Test
    void aChangeThatWasBeingWrittenAtTheEndIsLeftOut() throws Exception {
        try (ObjectStore store = ObjectStore.open(journal)) {
            store.create(key("whole"), map("whole", "1"));
        }
        Files.writeString(journal, "{\"revision\":2,\"put\":{\"apiVersion\":\"v1\",\"ki", StandardOpenOption.APPEND);

        try (ObjectStore store = ObjectStore.open(journal)) {
            assertThat(store.list(ResourceTypes.CONFIG_MAPS, "").items()).hasSize(1);
            assertThat(version(store.create(key("next"), map("next", "1")))).isEqualTo("2");
        }
        try (ObjectStore store = ObjectStore.open(journal)) {
            assertThat(store.get(key("next"))).isPresent();
        }
    }

    @Test
    void aDamagedJournalIsNotTakenForAnEmptyOne() throws Exception {
        Files.writeString(journal, "{\"revision\":1}\nnonsense\n{\"revision\":3}\n");

        assertThatIOException().isThrownBy(() -> ObjectStore.open(journal)).withMessageContaining(journal.toString());
    }

    @Test
    void whoKnowsALaterRevisionThanThereIsHasToListAgain() throws Exception {
        try (ObjectStore store = ObjectStore.open(journal)) {
            store.create(key("first"), map("first", "1"));

            assertThat(store.log().after(2, Duration.ofMinutes(1))).isEmpty();
            assertThat(store.log().after(0, Duration.ofMinutes(1)).orElseThrow())
                    .hasSize(1);
        }
    }

    @Test
    void aStartLeavesOneLineForEachObject() throws Exception {
        try (ObjectStore store = ObjectStore.open(journal)) {
            store.create(key("busy"), map("busy", "0"));
            for (int i = 1; i <= 100; i++) {
                ObjectNode next = map("busy", Integer.toString(i));
                store.update(key("busy"), object -> next);
            }
        }
        assertThat(Files.readAllLines(journal)).hasSize(102);

        ObjectStore.open(journal).close();

        assertThat(Files.readAllLines(journal)).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)))
                .isEqualTo("rw-------");
    }

    @Test
    void aJournalThatGrowsLongIsBegunAnewWhileItIsInUse() throws Exception {
        try (ObjectStore store = ObjectStore.open(journal)) {
            store.create(key("busy"), map("busy", "0"));
            for (int i = 1; i <= 30_000; i++) {
                ObjectNode next = map("busy", Integer.toString(i));
                store.update(key("busy"), object -> next);
            }
            assertThat(Files.readAllLines(journal)).hasSizeLessThan(20_010);
        }
        try (ObjectStore store = ObjectStore.open(journal)) {
            assertThat(store.get(key("busy")).orElseThrow().at("/data/k").asText())
                    .isEqualTo("30000");
        }
    }

    @Test
    void aChangeThatCanNotBeStoredIsRefusedAndDidNotHappen() throws Exception {
        ObjectStore store = ObjectStore.open(journal);
        store.create(key("first"), map("first", "1"));
        store.close();

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> store.create(key("second"), map("second", "1")))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(500));

        assertThat(store.get(key("second"))).isEmpty();
        assertThat(store.list(ResourceTypes.CONFIG_MAPS, "").revision()).isEqualTo(1);
    }

    @Test
    void listenersHearOfOldObjectsWhenTheyAreAnnounced() throws Exception {
        try (ObjectStore store = ObjectStore.open(journal)) {
            store.create(key("old"), map("old", "1"));
        }
        try (ObjectStore store = ObjectStore.open(journal)) {
            List<Change> heard = new ArrayList<>();
            store.listen(heard::add);

            store.announce();

            assertThat(heard).hasSize(1);
            assertThat(heard.getFirst().kind()).isEqualTo(Change.Kind.ADDED);
            assertThat(heard.getFirst().key()).isEqualTo(key("old"));
        }
    }

    private static ObjectKey key(String name) {
        return new ObjectKey(ResourceTypes.CONFIG_MAPS, "default", name);
    }

    private static ObjectNode map(String name, String value) {
        ObjectNode map = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("namespace", "default").put("name", name);
        map.putObject("data").put("k", value);
        return map;
    }

    private static ObjectNode markedForDeletion(ObjectNode object) {
        object.withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
        return object;
    }

    private static String version(ObjectNode object) {
        return object.at("/metadata/resourceVersion").asText();
    }
}
