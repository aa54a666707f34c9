package io.toygres.tool.download;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.ImageFile;
import io.toygres.tool.blob.BlobContainer;
import io.toygres.tool.blob.BlobDownload;
import io.toygres.tool.image.ImageContents;
import io.toygres.tool.pipes.Lane;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of an image in Blob Storage. Large ones are passed on as they come. An image of format 1 has two small ones for each of its
 * databases, and a run of azcopy costs a second or two however little it brings: they come together, through the work volume.
 */
final class ImageFiles {

    /** How much of the work volume is used at most. */
    private static final long STAGED = 256L * 1024 * 1024;

    /** Fewer are begun side by side. */
    private static final int WORTH_STAGING = 5;

    private static final int FOR_THE_FIRST = 3;

    private final JobContext context;
    private final BlobContainer container;
    private final Map<Integer, BlobDownload> begun = new ConcurrentHashMap<>();
    private List<List<Integer>> batches = List.of();

    ImageFiles(JobContext context, BlobContainer container) {
        this.context = context;
        this.container = container;
    }

    byte[] readManifest(BlobDownload download) {
        try (InputStream in = download.in()) {
            byte[] bytes = in.readNBytes(Lane.LONGEST_MANIFEST);
            download.finish();
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has azcopy log in for what will be needed first. */
    void prefetch(ImageContents image) {
        List<Integer> first = image.firstLane();
        List<Integer> large = image.otherLanes();
        batches = first.size() < WORTH_STAGING ? List.of() : batches(image, first);
        if (batches.isEmpty()) {
            first.stream().limit(FOR_THE_FIRST).forEach(number -> begin(image, number));
        }
        large.stream().limit(Lane.COUNT - 1).forEach(number -> begin(image, number));
    }

    private static List<List<Integer>> batches(ImageContents image, List<Integer> files) {
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        long bytes = 0;
        for (int number : files) {
            long length = image.result().files().get(number).length();
            if (!batch.isEmpty() && bytes + length > STAGED) {
                batches.add(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(number);
            bytes += length;
        }
        batches.add(List.copyOf(batch));
        return batches;
    }

    private BlobDownload begin(ImageContents image, int number) {
        return begun.computeIfAbsent(
                number,
                _ -> container.download(
                        image.prefix() + image.result().files().get(number).path()));
    }

    /** Sends a file. @throws IOException when the loader takes it no more */
    void send(ImageContents image, int number, Lane.Writer lane) throws IOException {
        ImageFile file = image.result().files().get(number);
        List<Integer> batch = batches.stream()
                .filter(one -> one.contains(number) && one.size() > 1)
                .findFirst()
                .orElse(List.of());
        if (batch.isEmpty()) {
            BlobDownload download = begin(image, number);
            boolean whole = pass(file, download.in(), lane.file(number));
            begun.remove(number);
            if (!whole) {
                download.finish();
                throw wrongLength(file);
            }
            download.finish();
        } else {
            Path staged = stage(image, batch).resolve(file.path());
            try (InputStream in = Files.newInputStream(staged)) {
                if (!pass(file, in, lane.file(number))) {
                    throw wrongLength(file);
                }
            }
            Files.delete(staged);
        }
        context.log().say("sent " + file.path() + ": " + file.length() + " bytes");
    }

    private Path stage(ImageContents image, List<Integer> batch) {
        Path folder = context.workFolder("staged/" + batch.getFirst());
        if (isEmpty(folder)) {
            container.fetch(
                    image.prefix(),
                    batch.stream()
                            .map(number -> image.result().files().get(number).path())
                            .toList(),
                    folder);
        }
        return folder;
    }

    private static boolean isEmpty(Path folder) {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JobFailure wrongLength(ImageFile file) {
        return JobFailure.terminal(
                ErrorCode.CHECKSUM_MISMATCH,
                file.path() + " is not what was backed up: it has not " + file.length() + " bytes.");
    }

    /** @return whether the file has the length that the manifest says */
    private static boolean pass(ImageFile file, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[256 * 1024];
        long left = file.length();
        while (left > 0) {
            int read = read(in, buffer, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        return left == 0 && read(in, buffer, 1) < 0;
    }

    /** A download that breaks is no fault of the loader's. */
    private static int read(InputStream in, byte[] buffer, int length) {
        try {
            return in.read(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
