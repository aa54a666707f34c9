package io.toygres.e2e.sut;

import io.toygres.e2e.api.Password;
import io.toygres.e2e.api.ToygresApi;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A running system. Only url and login are always known; what is absent makes the tests that need it skip.
 *
 * @param kafka bootstrap servers, as {@code host:port}
 * @param kubeconfig the cluster that holds the instances
 * @param local what can be reached only because the system runs on this machine
 */
public record SystemUnderTest(
        URI url,
        String username,
        Password password,
        Optional<String> kafka,
        Optional<Path> kubeconfig,
        String namespace,
        Optional<LocalSystem> local) {

    private static final String DEFAULT_NAMESPACE = "toygres-managed";

    /**
     * The system that {@code TOYGRES_URL} names, else the local one of this checkout. When both are the same, all that is known
     * of the local one counts.
     *
     * @throws IllegalStateException when there is neither, or no password for the one that was named
     */
    public static SystemUnderTest find() {
        Map<String, String> environment = System.getenv();
        String url = environment.get("TOYGRES_URL");
        return SystemFile.read()
                .filter(local -> url == null || local.url().equals(URI.create(url)))
                .orElseGet(() -> fromEnvironment(environment));
    }

    private static SystemUnderTest fromEnvironment(Map<String, String> environment) {
        String url = environment.get("TOYGRES_URL");
        if (url == null) {
            throw new IllegalStateException("no system to test: start one with ./toygres up, or set TOYGRES_URL");
        }
        return new SystemUnderTest(
                URI.create(url),
                environment.getOrDefault("TOYGRES_USERNAME", "admin"),
                password(environment),
                Optional.ofNullable(environment.get("KAFKA_BOOTSTRAP_SERVERS")),
                Optional.ofNullable(environment.get("KUBECONFIG")).map(Path::of),
                environment.getOrDefault("TOYGRES_NAMESPACE", DEFAULT_NAMESPACE),
                Optional.empty());
    }

    private static Password password(Map<String, String> environment) {
        if (environment.containsKey("TOYGRES_PASSWORD")) {
            return new Password(environment.get("TOYGRES_PASSWORD"));
        }
        String file = environment.get("TOYGRES_PASSWORD_FILE");
        if (file == null) {
            throw new IllegalStateException(
                    "TOYGRES_URL is set: set TOYGRES_PASSWORD_FILE (or TOYGRES_PASSWORD), and TOYGRES_USERNAME if it is not admin");
        }
        return SystemFile.passwordIn(Path.of(file));
    }

    public ToygresApi login() {
        return new ToygresApi(url).login(username, password);
    }
}
