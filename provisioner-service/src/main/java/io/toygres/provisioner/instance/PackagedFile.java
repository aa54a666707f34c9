package io.toygres.provisioner.instance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A text file that travels in the service's package. */
final class PackagedFile {

    private PackagedFile() {}

    /** @throws IllegalStateException when the package lacks the file, which is a fault of the build */
    static String read(String path) {
        try (InputStream file = PackagedFile.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("the package lacks " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
