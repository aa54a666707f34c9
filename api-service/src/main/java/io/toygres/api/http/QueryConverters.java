package io.toygres.api.http;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads query parameters of other types than text. For one that can't be read Quarkus would answer 404, and not say which it was. */
@Provider
public final class QueryConverters implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked") // each converter is for the type that was asked for
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        return Stream.of(annotations == null ? new Annotation[0] : annotations)
                .filter(QueryParam.class::isInstance)
                .findFirst()
                .flatMap(annotation -> converter(type, ((QueryParam) annotation).value()))
                .map(converter -> (ParamConverter<T>) converter)
                .orElse(null);
    }

    private static Optional<ParamConverter<?>> converter(Class<?> type, String name) {
        if (type == Integer.class) {
            return Optional.of(new Reading<>(name, Integer::valueOf, "Send a whole number."));
        }
        if (type == Long.class) {
            return Optional.of(new Reading<>(name, Long::valueOf, "Send a whole number."));
        }
        if (type == UUID.class) {
            return Optional.of(new Reading<>(name, UUID::fromString, "Send a UUID."));
        }
        if (type == Boolean.class) {
            return Optional.of(new Reading<>(name, QueryConverters::flag, "Send true or false, or leave it out."));
        }
        return Optional.empty();
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** @param read throws IllegalArgumentException for what it can't read */
    private record Reading<T>(String name, Function<String, T> read, String remedy) implements ParamConverter<T> {

        @Override
        public T fromString(String text) {
            try {
                return read.apply(text);
            } catch (IllegalArgumentException _) {
                throw new ProblemException(ProblemCode.INVALID_PARAMETER, name, remedy);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
