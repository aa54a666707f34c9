package io.toygres.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A service as it is shipped, {@code target/quarkus-app}. */
public record PackagedService(Path folder) {

    /** The jars in it that only this machine's stand-ins need; a service ships none. */
    public List<Path> jarsOfTheLocalSystem() throws IOException {
        try (Stream<Path> jars = Files.walk(folder.resolve("lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().matches(".*(toygres-local|server-mock|kafka_2).*"))
                    .toList();
        }
    }
}
