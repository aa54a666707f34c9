package io.toygres.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a process of a service was started, as the kernel tells it. */
public record RunningService(List<String> command, Map<String, String> environment) {

    static final String PORT = "QUARKUS_HTTP_PORT";
    static final String MANAGEMENT_PORT = "QUARKUS_MANAGEMENT_PORT";

    public static RunningService of(long pid) {
        return new RunningService(
                words(pid, "cmdline").toList(),
                words(pid, "environ")
                        .map(variable -> variable.split("=", 2))
                        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1])));
    }

    /** Where it tells whether it is ready. */
    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + environment.get(MANAGEMENT_PORT));
    }

    private static Stream<String> words(long pid, String file) {
        try {
            byte[] content = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
            return Stream.of(new String(content, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " can't be looked at", e);
        }
    }
}
