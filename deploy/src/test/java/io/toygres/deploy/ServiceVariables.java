package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The environment variables that services read, by their sources. */
record ServiceVariables(List<Setting> settings) {
    static final List<String> SERVICES = List.of("api-service", "image-service", "provisioner-service");

    private static final Set<String> REQUIRED_OF_THE_PLATFORM =
            Set.of("QUARKUS_DATASOURCE_USERNAME", "QUARKUS_DATASOURCE_PASSWORD", "KAFKA_BOOTSTRAP_SERVERS");

    ServiceVariables {
        settings = List.copyOf(settings);
    }

    static ServiceVariables read() {
        return new ServiceVariables(SettingSources.read(Overlay.root()));
    }

    void requireThatAllAreRead(Collection<String> names, String where, String service) {
        Set<String> read = variables(service, _ -> true);
        assertThat(names).as(where).allSatisfy(name -> assertThat(read.contains(name) || ofThePlatform(name))
                .as("%s is read", name)
                .isTrue());
    }

    Set<String> required(String service) {
        Set<String> required = variables(service, Setting::required);
        required.addAll(REQUIRED_OF_THE_PLATFORM);
        return required;
    }

    private Set<String> variables(String service, Predicate<Setting> which) {
        return settings.stream()
                .filter(setting -> setting.services().contains(service))
                .filter(which)
                .map(Setting::variable)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Quarkus', Kafka's and Kubernetes' clients', and the JVM's own. */
    private static boolean ofThePlatform(String name) {
        return name.matches("(QUARKUS|KAFKA)_[A-Z0-9_]+")
                || Set.of("JAVA_TOOL_OPTIONS", "SMALLRYE_CONFIG_LOCATIONS", "KUBECONFIG")
                        .contains(name);
    }
}
