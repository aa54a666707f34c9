package io.toygres.deploy;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The services of a compose file, with its anchors and merges resolved. */
record ComposeFile(Map<?, ?> services) {

    /** @param path from the top of the checkout */
    static ComposeFile read(String path) {
        try (Reader file = Files.newBufferedReader(Overlay.root().resolve(path))) {
            Map<?, ?> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return new ComposeFile(map(document.get("services")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<?, ?> service(String name) {
        return map(services.get(name));
    }

    Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        map(service(service).get("environment"))
                .forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
        return environment;
    }

    /** Such as {@code ./.toygres/compose/api-service:/etc/toygres:ro}. */
    List<String> volumes(String service) {
        return texts(service(service).get("volumes"));
    }

    String healthCheck(String service) {
        return String.join(" ", texts(map(service(service).get("healthcheck")).get("test")));
    }

    private static Map<?, ?> map(@Nullable Object node) {
        return node instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<String> texts(@Nullable Object node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof List<?> list) {
            list.forEach(item -> texts.add(String.valueOf(item)));
        }
        return texts;
    }
}
