package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.localcluster.store.ApiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Label and field selectors of a list or a watch, for example {@code app=x,tier in (a,b),!canary} and
 * {@code status.phase!=Running}.
 */
final class Selection {
    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^=!]+)(==|=|!=)(.*)");

    private final List<Predicate<JsonNode>> conditions = new ArrayList<>();

    Selection(ApiRequest request) {
        request.parameter("labelSelector").ifPresent(selector -> terms(selector).forEach(this::label));
        request.parameter("fieldSelector").ifPresent(selector -> terms(selector).forEach(this::field));
        if (!request.namespace().isEmpty()) {
            conditions.add(object -> object.at("/metadata/namespace").asText().equals(request.namespace()));
        }
        if (!request.name().isEmpty()) {
            conditions.add(object -> object.at("/metadata/name").asText().equals(request.name()));
        }
    }

    boolean matches(JsonNode object) {
        return conditions.stream().allMatch(condition -> condition.test(object));
    }

    private void label(String term) {
        Matcher set = SET.matcher(term);
        Matcher equality = EQUALITY.matcher(term);
        if (set.matches()) {
            Set<String> values =
                    Arrays.stream(set.group(3).split(",")).map(String::trim).collect(Collectors.toSet());
            boolean in = set.group(2).equals("in");
            conditions.add(object -> values.contains(label(object, set.group(1)).asText()) == in);
        } else if (equality.matches()) {
            boolean equal = !equality.group(2).equals("!=");
            String value = equality.group(3).trim();
            conditions.add(object -> {
                JsonNode label = label(object, equality.group(1).trim());
                return (!label.isMissingNode() && label.asText().equals(value)) == equal;
            });
        } else if (term.startsWith("!")) {
            conditions.add(object -> label(object, term.substring(1).trim()).isMissingNode());
        } else {
            conditions.add(object -> !label(object, term).isMissingNode());
        }
    }

    private void field(String term) {
        Matcher equality = EQUALITY.matcher(term);
        if (!equality.matches()) {
            throw ApiException.badRequest("invalid field selector: " + term);
        }
        boolean equal = !equality.group(2).equals("!=");
        String pointer = "/" + equality.group(1).trim().replace('.', '/');
        conditions.add(
                object -> object.at(pointer).asText("").equals(equality.group(3).trim()) == equal);
    }

    private static JsonNode label(JsonNode object, String name) {
        return object.path("metadata").path("labels").path(name);
    }

    /** Splits at commas that are not inside a set. */
    private static List<String> terms(String selector) {
        return Arrays.stream(selector.split(",(?![^(]*\\))"))
                .map(String::trim)
                .filter(term -> !term.isEmpty())
                .toList();
    }
}
