package io.toygres.e2e.sut;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.e2e.api.Password;
import io.toygres.e2e.api.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code system.json} of {@code TOYGRES_STATE}, else of {@code .toygres} in the checkout that holds the working directory. */
final class SystemFile {

    private static final String NAME = "system.json";

    private final Path folder;
    private final JsonNode json;

    private SystemFile(Path folder) {
        this.folder = folder;
        this.json = Wire.parse(text(folder.resolve(NAME)));
    }

    /** The local system; empty when none is up. */
    static Optional<SystemUnderTest> read() {
        return Stream.concat(stateFolder().stream(), checkouts())
                .filter(folder -> Files.exists(folder.resolve(NAME)))
                .findFirst()
                .map(folder -> new SystemFile(folder).system());
    }

    static Password passwordIn(Path file) {
        return new Password(text(file).strip());
    }

    private SystemUnderTest system() {
        return new SystemUnderTest(
                URI.create(value("url")),
                value("username"),
                passwordIn(path("password_file")),
                Optional.of(value("kafka_bootstrap_servers")),
                Optional.of(path("kubeconfig")),
                value("namespace"),
                Optional.of(local()));
    }

    private LocalSystem local() {
        return new LocalSystem(
                optional("hosts_file").map(Path::of),
                optional("control_url").map(URI::create),
                folder,
                path("run_folder"),
                new LocalSystem.Cms(
                        value("cms_jdbc_url"), value("cms_username"), passwordIn(path("cms_password_file"))),
                new LocalSystem.BlobStorage(
                        URI.create(value("blob_container_url")),
                        value("azurite_address"),
                        URI.create(value("blob_https_proxy")),
                        path("ca_file"),
                        URI.create(value("entra_token_url")),
                        value("client_id"),
                        path("federated_token_file")));
    }

    private String value(String field) {
        return json.required(field).asText();
    }

    private Path path(String field) {
        return Path.of(value(field));
    }

    private Optional<String> optional(String field) {
        return json.hasNonNull(field) ? Optional.of(value(field)) : Optional.empty();
    }

    /** The folder that {@code ./toygres} was told to keep its state in. */
    private static Optional<Path> stateFolder() {
        return Optional.ofNullable(System.getenv("TOYGRES_STATE")).map(Path::of);
    }

    private static Stream<Path> checkouts() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve(".toygres"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
