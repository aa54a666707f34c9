package io.toygres.local.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The checkout that this JVM was started in: its working folder or the nearest folder above that has {@code local/pom.xml}.
 *
 * @param root its top folder
 */
public record Checkout(Path root) {

    public static Checkout here() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("local/pom.xml"))) {
                return new Checkout(folder);
            }
        }
        throw new IllegalStateException(
                "Not inside a checkout of Toygres: " + Path.of("").toAbsolutePath());
    }

    /** File with the class path of a Kafka broker; the build of {@code local} writes it. */
    public Path kafkaClassPath() {
        return root.resolve("local/target/kafka.classpath");
    }

    /** A file of an npm package, which {@code ./toygres} installs. */
    public Path npm(String path) {
        Path file = root.resolve(".toygres/npm/node_modules").resolve(path);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: `./toygres build` installs it");
        }
        return file;
    }

    /** The azcopy program for this machine's processor. */
    public Path azcopy() {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return npm("@azure-tools/azcopy-linux/dist/bin/azcopy_linux_" + processor);
    }

    /**
     * What the tools images of a stand-in cluster have below {@code /opt/toygres}, by place: azcopy, and the program of the Jobs, which
     * the build makes, with the JDK that it runs on.
     */
    public Map<String, Path> tools() {
        return Map.of(
                "bin/azcopy", azcopy(),
                "bin/toygres-job", root.resolve("job/src/main/launcher/toygres-job"),
                "job", root.resolve("job/target/program"),
                "jdk", Path.of(System.getProperty("java.home")));
    }
}
