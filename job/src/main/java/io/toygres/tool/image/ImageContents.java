package io.toygres.tool.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.ContractJson;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.PostgresVersion;
import io.toygres.contract.image.Archive;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.ImageDatabase;
import io.toygres.contract.image.ImageDocuments;
import io.toygres.tool.process.Measured;
import io.toygres.tool.report.JobFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an image's manifest says, and the order in which its files go from one container of a restore to the other. Both read the same
 * manifest, so both know.
 *
 * @param prefix where the files lie: {@code <image id>/<attempt>/}
 */
public record ImageContents(BackupResult result, String prefix) {

    /** Files up to this length wait for their turn in the loader's memory or on its volume. */
    private static final long SMALL = 16L * 1024 * 1024;

    /** What is loaded as it comes, when there is much of it. */
    private static final Set<Archive.Role> LARGE = Set.of(Archive.Role.DATA, Archive.Role.BASE);

    /** An archive of a file and which database it is of; -1 for none. */
    public record Part(int database, Archive archive) {}

    /**
     * Reads a manifest.
     *
     * @throws JobFailure when it is not the one that was committed, or not one that can be restored
     */
    public static ImageContents of(byte[] manifest, String sha256, ImageId imageId) {
        if (!HexFormat.of().formatHex(Measured.sha256().digest(manifest)).equals(sha256)) {
            throw JobFailure.terminal(
                    ErrorCode.CHECKSUM_MISMATCH,
                    "The image's manifest is not the one that was committed: its SHA-256 differs.");
        }
        try {
            ObjectNode document = ContractJson.mapper().readValue(manifest, ObjectNode.class);
            BackupResult result = ImageDocuments.result(document);
            if (!result.imageId().equals(imageId)) {
                throw unreadable("it is another image's");
            }
            return new ImageContents(result, document.path("prefix").asText());
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static JobFailure unreadable(String why) {
        return JobFailure.terminal(ErrorCode.IMAGE_UNREADABLE, "The image's manifest cannot be used: " + why);
    }

    /** @param server the major version that this container's programs are of */
    public void check(ImageKind kind, PostgresVersion wanted, PostgresVersion server) {
        if (result.kind() != kind) {
            throw unreadable("it is a " + result.kind().wireName() + " image, not a " + kind.wireName() + " one");
        }
        if (!result.postgresVersion().equals(wanted) || !server.equals(wanted)) {
            throw JobFailure.terminal(
                    ErrorCode.IMAGE_UNREADABLE,
                    "The image is of PostgreSQL %s, this job restores %s with %s."
                            .formatted(result.postgresVersion(), wanted, server));
        }
    }

    /** Numbers of the files that go on the first lane, in their order: roles, schemas, and all that is small. */
    public List<Integer> firstLane() {
        return inOrder().stream().filter(this::goesFirst).toList();
    }

    /** Numbers of the large files, each of which is loaded as it comes, in their order. */
    public List<Integer> otherLanes() {
        return inOrder().stream().filter(number -> !goesFirst(number)).toList();
    }

    /** Whether what the file holds is put aside until it is needed. */
    public boolean goesFirst(int number) {
        return result.files().get(number).length() <= SMALL
                || parts(number).stream()
                        .anyMatch(part -> !LARGE.contains(part.archive().role()));
    }

    private SequencedSet<Integer> inOrder() {
        SequencedSet<Integer> order = new LinkedHashSet<>();
        Stream<Archive> databases = result.databases().stream().flatMap(one -> one.archives().stream());
        Stream.concat(ofTheServer(), databases)
                .map(archive -> numberOf(archive.file()))
                .forEach(order::add);
        return order;
    }

    /** Archives that are of no database. */
    private Stream<Archive> ofTheServer() {
        return Stream.of(Optional.ofNullable(result.globals()), Optional.ofNullable(result.base()))
                .flatMap(Optional::stream);
    }

    private int numberOf(String path) {
        for (int i = 0; i < result.files().size(); i++) {
            if (result.files().get(i).path().equals(path)) {
                return i;
            }
        }
        throw unreadable("it does not list " + path);
    }

    /** The archives in a file, in the order in which they lie there. */
    public List<Part> parts(int number) {
        String path = result.files().get(number).path();
        List<Part> parts = new ArrayList<>();
        ofTheServer()
                .filter(archive -> archive.file().equals(path))
                .forEach(archive -> parts.add(new Part(-1, archive)));
        for (int i = 0; i < result.databases().size(); i++) {
            for (Archive archive : result.databases().get(i).archives()) {
                if (archive.file().equals(path)) {
                    parts.add(new Part(i, archive));
                }
            }
        }
        parts.sort(Comparator.comparingLong(part -> part.archive().offset()));
        return parts;
    }

    public List<ImageDatabase> databases() {
        return result.databases();
    }

    public long tables() {
        return databases().stream().mapToLong(one -> one.tables().size()).sum();
    }
}
