package io.toygres.tool.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The programs that this container has, by name. Each gets a few harmless variables and those that it is given: no others. */
public final class Programs {

    private final List<Path> path;
    private final Map<String, String> base;

    /** @param environment this program's own variables: PATH and HOME are taken from it */
    public Programs(Map<String, String> environment) {
        String search = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        this.path = Stream.of(search.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        this.base = Map.of("PATH", search, "HOME", environment.getOrDefault("HOME", "/"), "LC_ALL", "C");
    }

    /** @throws IllegalStateException when the container has no such program */
    public Program find(String name, List<String> arguments, Map<String, String> variables) {
        Path file = path.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The container image has no program " + name));
        Map<String, String> environment = new HashMap<>(base);
        environment.putAll(variables);
        return new Program(
                name,
                Stream.concat(Stream.of(file.toString()), arguments.stream()).toList(),
                environment);
    }
}
