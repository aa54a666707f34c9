package io.toygres.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of some folders, made anew when one of them is no longer what was copied. Links are copied as links.
 *
 * @param target the copy
 * @param source what the folders are in
 * @param folders relative to both
 */
record ProgramsCopy(Path target, Path source, List<Path> folders) {

    void refresh() {
        try {
            String print = fingerprint();
            Path kept = target.resolve("fingerprint");
            if (Files.exists(kept) && Files.readString(kept).equals(print)) {
                return;
            }
            Path unfinished = target.resolveSibling(target.getFileName() + ".new");
            Folders.delete(unfinished);
            for (Path path : files()) {
                copy(path, unfinished.resolve(source.relativize(path)));
            }
            Files.writeString(unfinished.resolve("fingerprint"), print);
            Folders.delete(target);
            Folders.move(unfinished, target);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not copy " + source + " to " + target, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Size and time of every file: an upgrade changes one or the other. */
    private String fingerprint() throws IOException {
        StringBuilder print = new StringBuilder();
        for (Path path : files()) {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            print.append(path)
                    .append(' ')
                    .append(file.size())
                    .append(' ')
                    .append(file.lastModifiedTime())
                    .append('\n');
        }
        return print.toString();
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> found = Files.walk(source.resolve(folder))) {
                found.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }
}
