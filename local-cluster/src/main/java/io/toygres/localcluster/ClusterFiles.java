package io.toygres.localcluster;

import io.toygres.localcluster.runtime.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a cluster keeps what on this machine. Objects, volumes, pods' logs and the key of tokens stay when it is closed; the rest
 * is made anew by each start.
 */
record ClusterFiles(Path root, Path sockets) implements AutoCloseable {
    /** Leads to the directory of sockets, so that the next cluster finds what a killed one has left. */
    private static final String SOCKETS_LINK = "sockets";

    private static final String PASSWD = """
            root:x:0:0:root:/root:/bin/bash
            postgres:x:999:999:PostgreSQL:/var/lib/postgresql:/bin/bash
            nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            """;
    private static final String GROUP = """
            root:x:0:
            postgres:x:999:
            nogroup:x:65534:
            """;

    static ClusterFiles prepare(Path directory) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        Files.createDirectories(root);
        removeLeftovers(root);
        // Not under the root: the path of a Unix socket may have 107 bytes.
        Path sockets = Files.createTempDirectory("toygres-");
        Files.createSymbolicLink(root.resolve(SOCKETS_LINK), sockets);
        ClusterFiles files = new ClusterFiles(root, sockets);
        for (Path made : List.of(files.pods(), files.volumes(), files.images(), files.etc())) {
            Files.createDirectories(made);
        }
        Files.writeString(files.etc().resolve("passwd"), PASSWD);
        Files.writeString(files.etc().resolve("group"), GROUP);
        return files;
    }

    Path objects() {
        return root.resolve("objects.journal");
    }

    Path tokenKey() {
        return root.resolve("service-account.jwk");
    }

    Path pods() {
        return root.resolve("pods");
    }

    Path volumes() {
        return root.resolve("volumes");
    }

    Path images() {
        return root.resolve("images");
    }

    Path etc() {
        return root.resolve("etc");
    }

    Path hosts() {
        return etc().resolve("hosts");
    }

    Path kubeconfig() {
        return root.resolve("kubeconfig");
    }

    void writeKubeconfig(String url) throws IOException {
        Files.writeString(kubeconfig(), """
                apiVersion: v1
                kind: Config
                clusters:
                - name: toygres-local
                  cluster:
                    server: %s
                users:
                - name: toygres-local
                  user: {}
                contexts:
                - name: toygres-local
                  context:
                    cluster: toygres-local
                    user: toygres-local
                    namespace: toygres-managed
                current-context: toygres-local
                """.formatted(url));
    }

    private static void removeLeftovers(Path root) throws IOException {
        Path link = root.resolve(SOCKETS_LINK);
        if (Files.isSymbolicLink(link)) {
            Directories.delete(Files.readSymbolicLink(link));
            Files.delete(link);
        }
        for (String name : List.of("images", "etc")) {
            Directories.delete(root.resolve(name));
        }
        Files.deleteIfExists(root.resolve("kubeconfig"));
    }

    @Override
    public void close() throws IOException {
        removeLeftovers(root);
    }
}
