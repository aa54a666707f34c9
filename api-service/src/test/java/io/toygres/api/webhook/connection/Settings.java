package io.toygres.api.webhook.connection;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** Settings as the service reads them. */
final class Settings {

    private Settings() {}

    /** The defaults but for these. */
    static ConnectionConfig of(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .addDiscoveredConverters()
                .withConverter(Duration.class, 200, DurationConverter::parseDuration)
                .withMapping(ConnectionConfig.class)
                .build()
                .getConfigMapping(ConnectionConfig.class);
    }
}
