package io.toygres.kubernetes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityBoundsTest {

    @ConfigMapping(prefix = "cake")
    interface Cake {

        @QuantityBounds(least = "256Mi")
        String memory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"256Mi", "1Gi", "268435456"})
    void takesWhatIsNotBelow(String memory) {
        assertThatCode(() -> read(memory)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"255Mi", "much"})
    void namesThePropertyAndItsLeast(String memory) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> read(memory))
                .withMessageContaining("cake.memory must be a Kubernetes quantity of at least 256Mi");
    }

    private static void read(String memory) {
        new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(Cake.class)
                .withSources(new PropertiesConfigSource(Map.of("cake.memory", memory), "test", 100))
                .withValidator(new BeanValidationConfigValidatorImpl())
                .build();
    }
}
