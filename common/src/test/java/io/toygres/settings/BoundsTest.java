package io.toygres.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import io.toygres.operation.OperationSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

    @ConfigMapping(prefix = "cake")
    interface Cake {

        @DurationBounds(least = "20M", most = "1H")
        Duration bakingTime();

        @ScheduleBounds(least = "1S", most = "1D")
        String every();
    }

    @ParameterizedTest
    @CsvSource({"20M, 1S", "1H, 24h", "PT30M, off"})
    void takesWhatIsWithinTheBounds(String bakingTime, String every) {
        assertThatCode(() -> read(Cake.class, cake(bakingTime, every))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            19M | 1S    | cake.baking-time must be from 20M to 1H
            2H  | 1S    | cake.baking-time must be from 20M to 1H
            20M | 0S    | cake.every must be a duration from 1S to 1D, or off
            20M | often | cake.every must be a duration from 1S to 1D, or off
            """)
    void namesThePropertyAndItsBounds(String bakingTime, String every, String message) {
        assertThat(refusal(Cake.class, cake(bakingTime, every))).contains(message);
    }

    @Test
    void aCountHasBoundsToo() {
        assertThat(refusal(OperationSettings.class, Map.of("toygres.operations.concurrency", "0")))
                .contains("toygres.operations.concurrency must be between 1 and 10000");
    }

    private static Map<String, String> cake(String bakingTime, String every) {
        return Map.of("cake.baking-time", bakingTime, "cake.every", every);
    }

    private static String refusal(Class<?> mapping, Map<String, String> properties) {
        return String.valueOf(catchThrowableOfType(ConfigValidationException.class, () -> read(mapping, properties))
                .getMessage());
    }

    private static void read(Class<?> mapping, Map<String, String> properties) {
        new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMappingIgnore("toygres.**")
                .withValidator(new BeanValidationConfigValidatorImpl())
                .build();
    }
}
