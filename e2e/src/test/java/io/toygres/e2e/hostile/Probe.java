package io.toygres.e2e.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.Wire;
import io.toygres.e2e.sut.LocalSystem;
import io.toygres.e2e.sut.Routes;
import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The program that a hostile database runs wherever it can, and what it knows of this system: everything that is not secret. */
final class Probe {

    private final LocalSystem local;
    private final Map<String, String> targets = new LinkedHashMap<>();
    private final Map<String, String> servers = new LinkedHashMap<>();

    Probe(SystemUnderTest system) {
        this.local = system.local().orElseThrow();
        JsonNode parts = Wire.parse(text(local.stateFolder().resolve("system.json")));
        aim("api-service", parts.required("url").asText());
        aim("image-service", parts.required("image_url").asText());
        aim("provisioner-service", parts.required("provisioner_url").asText());
        aim("broker", "kafka://" + parts.required("kafka_bootstrap_servers").asText());
        aim("cms-database", parts.required("cms_jdbc_url").asText().replaceFirst("^jdbc:", ""));
        aim(
                "storage-past-the-proxy",
                "https://" + parts.required("azurite_address").asText());
        aim("login-past-the-proxy", "https://" + parts.required("entra_address").asText());
        try (var client = Routes.client(system.kubeconfig().orElseThrow())) {
            aim("api-server", client.getConfiguration().getMasterUrl());
        }
        targets.put("api-server-by-name", "kubernetes.default.svc:443");
        targets.put("metadata", "169.254.169.254:80");
        targets.put("host-agent", "168.63.129.16:80");
    }

    private void aim(String what, String url) {
        URI address = URI.create(url);
        targets.put(what, address.getHost() + ":" + address.getPort());
    }

    /** At its address as well as its name: that a name is unknown says little of the network. */
    Probe aim(String what, Instance instance) {
        servers.put(what, instance.host() + "/" + Objects.requireNonNull(instance.address()));
        return this;
    }

    /** The hostile database's SQL, with the program in it. */
    String source() {
        return resource("source.sql").replace(":PROBE", program());
    }

    private String program() {
        var blobs = local.blobs();
        return """
                PROXY='%s'
                CONTAINER='%s'
                TOKEN_URL='%s'
                CLIENT_ID='%s'
                TARGETS='%s'
                SERVERS='%s'
                """.formatted(
                                blobs.proxy(),
                                blobs.container(),
                                blobs.tokenUrl(),
                                blobs.clientId(),
                                words(targets),
                                words(servers))
                + resource("probe.sh");
    }

    private static String words(Map<String, String> named) {
        return named.entrySet().stream()
                .map(target -> target.getKey() + "=" + target.getValue())
                .collect(Collectors.joining(" "));
    }

    static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(Probe.class.getResourceAsStream("/hostile/" + name), name)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
