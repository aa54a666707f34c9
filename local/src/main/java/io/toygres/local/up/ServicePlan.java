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
 * How one service is run: from its own package, as a native executable, or from its container image.
 *
 * @param name also the folder of its module
 * @param management where it tells of its health and serves its metrics
 * @param heap such as {@code 256m}
 * @param settings its configuration as environment variables
 */
record ServicePlan(String name, ServerPort port, ServerPort management, String heap, Map<String, String> settings) {

    ServicePlan {
        settings = Map.copyOf(settings);
    }

    Command command(Settings system, Optional<Path> hosts) {
        List<String> options = new ArrayList<>(
                List.of("-Xmx" + heap, "-Xms32m", "-Xss512k", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        hosts.ifPresent(file -> options.add("-Djdk.net.hosts.file=" + file));
        return system.containers()
                .map(tag -> container(system, options, tag))
                .orElseGet(() -> system.executables() ? executable(system, hosts) : process(system, options));
    }

    private Command executable(Settings system, Optional<Path> hosts) {
        Path target = system.checkout().root().resolve(name).resolve("target");
        Path runner = Executables.in(target)
                .orElseThrow(() -> new StartRefused("TOYGRES_NATIVE is set, and " + target
                        + "/*-runner is missing: mvn package -Dnative -DskipTests -am -pl " + name + " makes it"));
        List<String> line = new ArrayList<>(List.of(runner.toString(), "-Xmx" + heap));
        hosts.ifPresent(file -> line.add("-Djdk.net.hosts.file=" + file));
        return new Command(name, line, environment(system), system.state().log(name));
    }

    private Command process(Settings system, List<String> options) {
        Path jar = system.checkout().root().resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StartRefused(jar + " is missing: ./toygres build makes it");
        }
        List<String> java = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        java.addAll(options);
        java.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar", jar.toString()));
        return new Command(name, java, environment(system), system.state().log(name));
    }

    /** As this process' user, for whom alone the state folder is; what the image sets is for a cluster. Values stay out of the arguments. */
    private Command container(Settings system, List<String> options, String tag) {
        Map<String, String> environment = environment(system);
        environment.put("JAVA_TOOL_OPTIONS", String.join(" ", options));
        String state = system.state().root().toString();
        List<String> podman = new ArrayList<>(List.of(
                system.checkout().root().resolve("local/script/podman.sh").toString(), "run", "--rm", "--replace"));
        podman.addAll(List.of("--name=toygres-" + name, "--network=host", "--read-only", "--tmpfs=/tmp", "--user=0:0"));
        podman.add("--volume=" + state + ":" + state + ":ro");
        environment.keySet().stream().sorted().forEach(variable -> podman.add("--env=" + variable));
        podman.add("localhost/toygres/" + name + ":" + tag);
        return new Command(name, podman, environment, system.state().log(name));
    }

    private Map<String, String> environment(Settings system) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(system.ports().of(port)));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(system.ports().of(management)));
        environment.putAll(system.passedOn());
        return environment;
    }
}
