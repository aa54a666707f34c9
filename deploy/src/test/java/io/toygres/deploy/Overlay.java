package io.toygres.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.toygres.local.platform.Checkout;
import io.toygres.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of {@code k8s/overlays}, as {@code kubectl kustomize} renders it. */
record Overlay(String name, List<Manifest> objects) {
    private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());
    private static final Pattern KUSTOMIZE_5 = Pattern.compile("kustomizeVersion: v[5-9]");
    private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

    Overlay {
        objects = List.copyOf(objects);
    }

    static Overlay of(String name) {
        return RENDERED.computeIfAbsent(
                name, known -> render(known, root().resolve("k8s/overlays").resolve(known)));
    }

    static Stream<Overlay> all() {
        try (Stream<Path> folders = Files.list(root().resolve("k8s/overlays"))) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream()
                    .map(Overlay::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The base with one of {@code k8s/components}. */
    static Overlay ofBaseWith(String component) {
        Path folder = root().resolve("deploy/target/base-with-" + component);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("kustomization.yaml"), """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    resources: [../../../k8s/base]
                    components: [../../../k8s/components/%s]
                    """.formatted(component));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return render("base with " + component, folder);
    }

    static Path root() {
        return Checkout.here().root();
    }

    Stream<Manifest> ofKind(String kind) {
        return objects.stream().filter(object -> object.kind().equals(kind));
    }

    Manifest only(String kind, String name) {
        return ofKind(kind)
                .filter(object -> object.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no " + kind + " " + name));
    }

    private static Overlay render(String name, Path folder) {
        assumeTrue(
                KUSTOMIZE_5
                        .matcher(Program.run("kubectl", "version", "--client", "--output=yaml"))
                        .find(),
                "kubectl is older than 1.27, whose kustomize knows components and replacements");
        String yaml = Program.run("kubectl", "kustomize", folder.toString());
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return new Overlay(
                    name, documents.readAll().stream().map(Manifest::new).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "overlay " + name;
    }
}
