package io.toygres.local.up;

import io.toygres.local.platform.PrivateCa;
import io.toygres.local.platform.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The folder {@code .toygres}: all that a local system keeps.
 *
 * @param root absolute
 */
record StateFolder(Path root) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Makes it where it is missing, and in any case its owner's alone: what is in it, logs and data, needs no mode of its own. */
    void create() {
        try {
            for (String folder : List.of("", "data", "logs", "run", "secrets")) {
                Files.createDirectories(root.resolve(folder));
                Files.setPosixFilePermissions(root.resolve(folder), OWNER_ONLY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data(String server) {
        return root.resolve("data").resolve(server);
    }

    Path log(String process) {
        return root.resolve("logs").resolve(process + ".log");
    }

    Path pid(String process) {
        return root.resolve("run").resolve(process + ".pid");
    }

    /** What several files of {@code KUBECONFIG} come to; it may hold credentials. */
    Path mergedKubeconfig() {
        return root.resolve("run/kubeconfig");
    }

    /** Of a service account, whose token is in it. */
    Path kubeconfig(String account) {
        return root.resolve("run").resolve(account + ".kubeconfig");
    }

    Path systemFile() {
        return root.resolve("system.json");
    }

    /** The token with which image-service proves to Entra who it is; renewed in place. */
    Path federatedToken() {
        return root.resolve("run/image-service.token");
    }

    /** Password of the login {@code admin}, made by the first start. */
    Path adminPassword() {
        Path file = root.resolve("secrets/admin-password");
        Secrets.inFile(file);
        return file;
    }

    /** The keys that encrypt stored passwords, made by the first start: {@code <key id>:<base64 of 32 bytes>}. */
    Path keyring() {
        return keys("keyring");
    }

    /** The keys that sign commands, made by the first start, in the same form. */
    Path commandKeys() {
        return keys("command-keys");
    }

    /** The CA that signs instances' certificates, made by the first start. */
    PrivateCa instanceAuthority() {
        return PrivateCa.in(root.resolve("secrets/instance-ca"));
    }

    private Path keys(String name) {
        Path file = root.resolve("secrets").resolve(name);
        if (!Files.exists(file)) {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            Secrets.write(file, "k1:" + Base64.getEncoder().encodeToString(key) + "\n");
        }
        return file;
    }

    void writePid(String process, long pid) {
        Secrets.write(pid(process), pid + "\n");
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
