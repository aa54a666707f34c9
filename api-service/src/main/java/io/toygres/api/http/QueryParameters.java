package io.toygres.api.http;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses query parameters that an address does not take, or takes once: a misspelt filter must not list everything. */
public final class QueryParameters {

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    /** @throws ProblemException INVALID_PARAMETER */
    @ServerRequestFilter
    public void check(ResourceInfo resource, UriInfo uri) {
        if (uri.getQueryParameters().isEmpty()) {
            return;
        }
        Set<String> names = known.computeIfAbsent(resource.getResourceMethod(), QueryParameters::names);
        uri.getQueryParameters().forEach((name, values) -> {
            if (!names.contains(name)) {
                throw invalid(
                        name, names.isEmpty() ? "Send none here." : "Known are " + String.join(", ", names) + ".");
            }
            if (values.size() > 1) {
                throw invalid(name, "Send it once.");
            }
        });
    }

    private static Set<String> names(Method method) {
        return Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ProblemException invalid(String name, String detail) {
        return new ProblemException(ProblemCode.INVALID_PARAMETER, name, detail);
    }
}
