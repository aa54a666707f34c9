package io.toygres.e2e.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every log file below a folder: of services, servers, pods and programs. */
final class LogFiles extends SimpleFileVisitor<Path> {

    private final List<Path> found = new ArrayList<>();

    private LogFiles() {}

    static List<Path> under(Path folder) {
        LogFiles visitor = new LogFiles();
        try {
            Files.walkFileTree(folder, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + folder, e);
        }
        return visitor.found;
    }

    static boolean contains(Path file, Marker marker) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(marker::isIn);
        } catch (NoSuchFileException _) {
            return false; // its pod is gone
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        // A layer of a container image, where `./toygres containers` was run, has devices in the places of removed
        // files.
        if (attributes.isRegularFile() && file.toString().endsWith(".log")) {
            found.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    /** Volumes and pods come and go while the system runs. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        return failure instanceof NoSuchFileException ? FileVisitResult.CONTINUE : super.visitFileFailed(file, failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
        return failure instanceof NoSuchFileException
                ? FileVisitResult.CONTINUE
                : super.postVisitDirectory(folder, failure);
    }
}
