package io.toygres.api.problem;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which methods an address takes, for the header {@code Allow} that belongs to a 405 (RFC 9110, 15.5.6). Quarkus leaves it out, so it
 * is read off the resources' annotations.
 */
@Singleton
final class AllowedMethods {

    private final List<Endpoint> endpoints;

    private record Endpoint(Pattern path, String method) {}

    AllowedMethods(BeanManager beans) {
        endpoints = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .<Class<?>>map(Bean::getBeanClass)
                .filter(resource -> resource.isAnnotationPresent(Path.class))
                .flatMap(resource -> Arrays.stream(resource.getMethods()))
                .flatMap(AllowedMethods::endpoint)
                .toList();
    }

    /** @return such as {@code GET, HEAD, OPTIONS} */
    String at(String path) {
        NavigableSet<String> methods = new TreeSet<>(List.of("OPTIONS"));
        endpoints.stream()
                .filter(endpoint -> endpoint.path().matcher(path).matches())
                .map(Endpoint::method)
                .forEach(methods::add);
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    private static Stream<Endpoint> endpoint(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(verb -> new Endpoint(pattern(method), verb.value()));
    }

    /** {@code /api/images} and {@code {id}/logs} → {@code /api/images/[^/]+/logs} */
    private static Pattern pattern(Method method) {
        String root = method.getDeclaringClass().getAnnotation(Path.class).value();
        Path below = method.getAnnotation(Path.class);
        String template = below == null ? root : (root + "/" + below.value()).replace("//", "/");
        return Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+"));
    }
}
