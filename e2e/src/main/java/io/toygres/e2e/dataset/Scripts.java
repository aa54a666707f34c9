package io.toygres.e2e.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The SQL scripts as files, for psql, which wants them beside each other; copied out of the jar once for this process. */
public final class Scripts {

    private static final Path FOLDER = copy();

    private Scripts() {}

    public static Path get(String name) {
        return FOLDER.resolve(name);
    }

    private static Path copy() {
        try {
            URI data = Objects.requireNonNull(Scripts.class.getResource("/data/load.sql"))
                    .toURI();
            Path folder = Files.createTempDirectory("toygres-data-");
            if (data.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(data, Map.of())) {
                    copy(jar.getPath("/data"), folder);
                }
            } else {
                copy(Objects.requireNonNull(Path.of(data).getParent()), folder);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("can't copy the data scripts", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a resource has an odd address", e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path script : list(from)) {
            Files.copy(script, to.resolve(script.getFileName().toString()));
        }
    }

    private static void delete(Path folder) {
        try {
            for (Path script : list(folder)) {
                Files.delete(script);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("can't remove " + folder, e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> scripts = Files.list(folder)) {
            return scripts.toList();
        }
    }
}
