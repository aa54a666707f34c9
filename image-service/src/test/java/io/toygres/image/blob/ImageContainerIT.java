package io.toygres.image.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.contract.ImageId;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs against Azurite, with tokens from the Entra endpoint through the CONNECT proxy. */
final class ImageContainerIT {

    private static LocalBlobStorage storage;
    private static ImageContainer container;

    private final ImageId image = ImageId.random();

    @BeforeAll
    static void start(@TempDir Path folder) {
        storage = new LocalBlobStorage(folder);
        container = storage.container();
    }

    @AfterAll
    static void stop() {
        storage.close();
    }

    @Test
    void listsExactlyWhatLiesBelowThePrefix() {
        storage.put(ImageLocation.attemptPrefix(image, "a") + "one", new byte[3]);
        storage.put(ImageLocation.attemptPrefix(image, "b") + "two", new byte[0]);
        storage.put(ImageLocation.attemptPrefix(ImageId.random(), "a") + "other", new byte[1]);

        assertThat(container.list(ImageLocation.prefix(image)))
                .containsExactly(new StoredBlob(image + "/a/one", 3), new StoredBlob(image + "/b/two", 0));
        assertThat(container.list(ImageLocation.prefix(image), 1)).hasSize(1);
    }

    @Test
    void keepsTheFirstOfTwoManifests() {
        String path = ImageLocation.manifest(image);

        assertThat(container.createIfAbsent(path, "first".getBytes(UTF_8))).isTrue();
        assertThat(container.createIfAbsent(path, "second".getBytes(UTF_8))).isFalse();
        assertThat(container.read(path))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("first"));
    }

    @Test
    void digestsAFileOfManyBlocks() {
        byte[] content = new byte[9 * 1024 * 1024 + 7];
        new Random(1).nextBytes(content);
        storage.put(image + "/a/large", content);
        storage.put(image + "/a/empty", new byte[0]);

        assertThat(container.digest(image + "/a/large")).contains(ContentDigest.of(content));
        assertThat(container.digest(image + "/a/empty")).contains(ContentDigest.of(new byte[0]));
    }

    @Test
    void readsOnThroughAWhileOfBrokenConnections() {
        byte[] content = new byte[9 * 1024 * 1024];
        storage.put(image + "/a/large", content);

        AtomicInteger drops = new AtomicInteger(5);

        assertThat(storage.containerThatDrops(drops).digest(image + "/a/large")).contains(ContentDigest.of(content));

        assertThat(drops).hasNonPositiveValue();
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(container.read(image + "/a/absent")).isEmpty();
        assertThat(container.digest(image + "/a/absent")).isEmpty();
        assertThat(container.list(ImageLocation.prefix(image))).isEmpty();
    }

    @Test
    void removesAnImageOfMoreFilesThanOneBatchAndAgain() {
        for (int i = 0; i <= ImageRemoval.BATCH; i++) {
            storage.put(image + "/a/" + i, new byte[1]);
        }
        storage.put(ImageLocation.manifest(image), new byte[1]);
        ImageRemoval removal = new ImageRemoval(container, new Parallel());

        removal.removeManifest(image);
        removal.removeManifest(image);
        assertThat(container.read(ImageLocation.manifest(image))).isEmpty();
        assertThat(removal.removeNextFiles(image)).isFalse();
        assertThat(removal.removeNextFiles(image)).isFalse();
        assertThat(removal.removeNextFiles(image)).isTrue();
        assertThat(container.list(ImageLocation.prefix(image))).isEmpty();
    }

    @Test
    void saysInOneLineWhatTheIdentityProviderRefused() {
        assertThatThrownBy(() -> storage.refusedContainer().read(image + "/a/one"))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageStartingWith("read " + image + "/a/one: ")
                .hasMessageContaining("AADSTS700024")
                .message()
                .hasLineCount(1);
    }
}
