package io.toygres.tool.restore;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.Archive;
import io.toygres.contract.image.ImageFile;
import io.toygres.tool.image.ImageContents;
import io.toygres.tool.pipes.Lane;
import io.toygres.tool.report.BrokenOffException;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.server.LoadFailures;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Takes the image's files from the lanes, parts them into archives, and checks that each is what was backed up. */
final class Arrivals {

    private final ImageContents image;
    private final Stored.Shelf shelf;
    private final Path volume;
    private final Taker taker;
    private final AtomicLong bytes = new AtomicLong();

    /** Takes archives. */
    interface Taker {
        /** One that waits until it is needed. */
        void store(int database, Archive archive, Stored stored);

        /** One to be loaded while it comes. */
        void stream(int database, Archive archive, InputStream bytes);
    }

    Arrivals(ImageContents image, Path waiting, Path volume, Taker taker) {
        this.image = image;
        this.shelf = new Stored.Shelf(waiting);
        this.volume = volume;
        this.taker = taker;
    }

    /** Bytes of archives that have arrived so far, loaded or not. */
    long bytes() {
        return bytes.get();
    }

    /** Takes all that comes on a lane. */
    void receive(Lane.Reader lane) {
        try {
            for (int number = lane.next(); number >= 0; number = lane.next()) {
                receive(number, lane.bytes());
            }
        } catch (EOFException _) {
            throw new BrokenOffException("the download broke off");
        } catch (IOException e) {
            throw LoadFailures.of(e, "receiving the image", "", volume);
        }
    }

    private void receive(int number, InputStream lane) throws IOException {
        ImageFile file = image.result().files().get(number);
        long at = 0;
        for (ImageContents.Part part : image.parts(number)) {
            Archive archive = part.archive();
            if (archive.offset() < at || archive.offset() + archive.length() > file.length()) {
                throw JobFailure.terminal(
                        ErrorCode.IMAGE_UNREADABLE,
                        "The archives in " + file.path() + " do not lie one after the other.");
            }
            lane.skipNBytes(archive.offset() - at);
            take(number, part, new Checked(lane, archive.length(), bytes::addAndGet));
            at = archive.offset() + archive.length();
        }
        lane.skipNBytes(file.length() - at);
    }

    private void take(int number, ImageContents.Part part, Checked bytes) throws IOException {
        Archive archive = part.archive();
        if (image.goesFirst(number)) {
            Stored stored = shelf.store(bytes, archive.length());
            check(archive.file(), archive.sha256(), bytes);
            taker.store(part.database(), archive, stored);
        } else {
            load(part, bytes);
            check(archive.file(), archive.sha256(), bytes);
        }
    }

    /** A failed load waits for the rest of the download, whose hash tells whether the image is to blame; a full volume does not. */
    private void load(ImageContents.Part part, Checked bytes) throws IOException {
        try {
            taker.stream(part.database(), part.archive(), bytes);
            bytes.drain();
        } catch (JobFailure e) {
            if (e.code() != ErrorCode.VOLUME_FULL) {
                bytes.drain();
                check(part.archive().file(), part.archive().sha256(), bytes);
            }
            throw e;
        }
    }

    private static void check(String path, String sha256, Checked bytes) {
        if (!bytes.sha256Hex().equals(sha256)) {
            throw JobFailure.terminal(
                    ErrorCode.CHECKSUM_MISMATCH, path + " is not what was backed up: it has another SHA-256.");
        }
    }
}
