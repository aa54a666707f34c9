package io.toygres.localcluster.pod;

import io.toygres.localcluster.runtime.Directories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files of a Secret, ConfigMap or projected volume. As the kubelet does it, they lie in a directory that a link
 * {@code ..data} points to, and each name is a link through it: exchanging that one link changes all files at once.
 */
final class VolumeFiles {
    private final Path directory;
    private Map<String, Content> current = Map.of();

    /**
     * One file.
     *
     * @param text the bytes as ISO 8859-1, so that equal files are equal records
     * @param mode permission bits, 0644
     */
    record Content(String text, int mode) {
        private static final int OWNER = 0700;

        static Content of(byte[] bytes, int mode) {
            return new Content(new String(bytes, StandardCharsets.ISO_8859_1), mode);
        }

        /**
         * As the pod's own user gets it. The kubelet gives a Secret's files to root and, through {@code fsGroup}, to the pod's group;
         * here they belong to that user, and programs that care for their keys, such as PostgreSQL, refuse a file of their own that
         * their group may read.
         */
        Content forOwner() {
            return new Content(text, mode & OWNER);
        }

        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    VolumeFiles(Path directory) {
        this.directory = directory;
    }

    void write(Map<String, Content> files) throws IOException {
        if (Files.isDirectory(directory) && files.equals(current)) {
            return;
        }
        Path payload = directory.resolve(".." + UUID.randomUUID());
        Files.createDirectories(payload);
        for (var file : files.entrySet()) {
            Path target = payload.resolve(file.getKey()).normalize();
            if (!target.startsWith(payload)) {
                throw new IOException("the path of a file leaves its volume: " + file.getKey());
            }
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue().bytes());
            Files.setPosixFilePermissions(target, permissions(file.getValue().mode()));
        }
        Path link = directory.resolve("..data");
        Path old = Files.exists(link) ? link.toRealPath() : payload;
        Path next = Files.createSymbolicLink(directory.resolve("..data_tmp"), payload.getFileName());
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        linkNames(files.keySet());
        if (!old.equals(payload)) {
            Directories.delete(old);
        }
        current = new HashMap<>(files);
    }

    private void linkNames(Set<String> files) throws IOException {
        Set<String> names = new HashSet<>();
        for (String file : files) {
            names.add(Path.of(file).getName(0).toString());
        }
        for (String name : names) {
            Path link = directory.resolve(name);
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, Path.of("..data", name));
            }
        }
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!name.startsWith("..") && !names.contains(name)) {
                    Files.delete(entry);
                }
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] bits = PosixFilePermission.values();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < bits.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(bits[i]);
            }
        }
        return permissions;
    }
}
