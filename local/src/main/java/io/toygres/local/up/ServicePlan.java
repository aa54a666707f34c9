package io.toygres.local.up;

import io.toygres.local.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one service is run: from its own package, as in production.
 *
 * @param name also the folder of its module
 * @param heap such as {@code 256m}
 * @param settings its configuration as environment variables
 */
record ServicePlan(String name, ServerPort port, String heap, Map<String, String> settings) {

    ServicePlan {
        settings = Map.copyOf(settings);
    }

    Command command(Settings system, Optional<Path> hosts) {
        Path jar = system.checkout().root().resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StartRefused(jar + " is missing: ./toygres build makes it");
        }
        List<String> java = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        java.addAll(List.of("-Xmx" + heap, "-Xms32m", "-Xss512k", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        hosts.ifPresent(file -> java.add("-Djdk.net.hosts.file=" + file));
        java.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar", jar.toString()));
        return new Command(name, java, environment(system), system.state().log(name));
    }

    private Map<String, String> environment(Settings system) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(system.ports().of(port)));
        environment.putAll(system.passedOn());
        return environment;
    }
}
