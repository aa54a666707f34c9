package io.toygres.provisioner;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as the service would read them, defaults included. */
public final class TestConfig {

    private TestConfig() {}

    public static <T> T of(Class<T> mapping, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withDefaultValues(properties)
                .withMappingIgnore("toygres.**")
                .build()
                .getConfigMapping(mapping);
    }

    public static <T> T defaults(Class<T> mapping) {
        return of(mapping, Map.of());
    }
}
