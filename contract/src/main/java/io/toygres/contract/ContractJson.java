package io.toygres.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.util.Optional;

/**
 * How JSON looks everywhere: on Kafka, in operation rows, in Jobs, in images and over HTTP. Property names are snake_case, times
 * ISO-8601, unknown properties are ignored; a record's component is required and not null unless it is {@code @Nullable}.
 */
public final class ContractJson {

    private static final ObjectMapper MAPPER = newMapper();

    private ContractJson() {}

    /** The mapper for everything that is not HTTP; share it, don't configure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Empty when the text is not a whole document of the type, as what is cut off.
     *
     * @throws IllegalStateException when this program can read no document of the type, so that whatever it is given would be empty
     */
    public static <T> Optional<T> readIfWhole(String text, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, type));
        } catch (InvalidDefinitionException e) {
            throw unreadable(e);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** For whoever gives a failure of Jackson's another meaning: this one is no fault of the document. */
    public static IllegalStateException unreadable(InvalidDefinitionException e) {
        return new IllegalStateException("this program can't read " + e.getType() + " from any JSON", e);
    }

    /** Makes a mapper that somebody else has built write and read this form. */
    // setConfig-style setters, since Quarkus hands its customizers a finished mapper rather than a builder
    @SuppressWarnings("deprecation")
    public static void configure(ObjectMapper mapper) {
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .setAnnotationIntrospector(new RequiredComponents())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
    }

    private static ObjectMapper newMapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule(), new ParameterNamesModule())
                .build();
        configure(mapper);
        return mapper;
    }
}
