package io.toygres.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What {@code native-image} would be told of a service, as Quarkus writes it into {@code target/native-sources} without building. */
public final class NativeConfig {

    private static final List<String> ALL_OF_A_TYPE =
            List.of("allDeclaredConstructors", "allDeclaredMethods", "allDeclaredFields");

    private final JsonNode reflection;
    private final JsonNode resources;

    private NativeConfig(JsonNode reflection, JsonNode resources) {
        this.reflection = reflection;
        this.resources = resources;
    }

    /** @param target the module's folder {@code target} */
    public static NativeConfig in(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target.resolve("native-sources"))) {
            Path jar = files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no jar in " + target + "/native-sources"));
            try (FileSystem content = FileSystems.newFileSystem(jar)) {
                Path folder = content.getPath("META-INF/native-image");
                return new NativeConfig(
                        json(folder.resolve("reflect-config.json")), json(folder.resolve("resource-config.json")));
            }
        }
    }

    private static JsonNode json(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return new ObjectMapper().readTree(content);
        }
    }

    /** The types of which something is kept. */
    public NavigableSet<String> types() {
        return names(StreamSupport.stream(reflection.spliterator(), false));
    }

    /** Those of which Jackson sees all. */
    public NavigableSet<String> wholeTypes() {
        return names(StreamSupport.stream(reflection.spliterator(), false).filter(entry -> ALL_OF_A_TYPE.stream()
                .allMatch(part -> entry.path(part).asBoolean())));
    }

    private static NavigableSet<String> names(Stream<JsonNode> entries) {
        NavigableSet<String> names = new TreeSet<>();
        entries.forEach(entry -> names.add(entry.path("name").asText()));
        return names;
    }

    /** Whether the executable carries the resource, such as {@code messages/toygres.image.create.v1.json}. */
    public boolean carries(String resource) {
        return StreamSupport.stream(resources.findValues("pattern").spliterator(), false)
                .anyMatch(pattern -> Pattern.matches(pattern.asText(), resource));
    }
}
