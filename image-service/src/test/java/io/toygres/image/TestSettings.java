package io.toygres.image;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as the service would have them, without the service. */
public final class TestSettings {

    private static final int ABOVE_DEFAULTS = 100;

    private TestSettings() {}

    /** A feature's settings with these values and otherwise its defaults. */
    public static <T> T of(Class<T> mapping, Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withValidateUnknown(false)
                .withConverters(new org.eclipse.microprofile.config.spi.Converter<?>[] {
                    new io.quarkus.runtime.configuration.DurationConverter(),
                    new io.quarkus.runtime.configuration.MemorySizeConverter()
                })
                .withSources(new PropertiesConfigSource(values, "test", ABOVE_DEFAULTS))
                .build();
        return config.getConfigMapping(mapping);
    }
}
