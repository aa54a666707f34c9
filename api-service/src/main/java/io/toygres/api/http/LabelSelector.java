package io.toygres.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.messaging.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the query parameter {@code labels}. */
final class LabelSelector {

    private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9._-]{1,63})=([A-Za-z0-9._-]{0,63})");

    private LabelSelector() {}

    /**
     * The form in which the database compares labels.
     *
     * @param text such as {@code team=payments,env=prod}: all of them must be there
     * @throws ProblemException INVALID_PARAMETER
     */
    static String json(String text) {
        try {
            return Json.mapper().writeValueAsString(read(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels have no JSON form", e);
        }
    }

    private static Map<String, String> read(String text) {
        Map<String, String> labels = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            var label = LABEL.matcher(part);
            if (!label.matches()) {
                throw new ProblemException(
                        ProblemCode.INVALID_PARAMETER, "labels", "Send labels such as team=payments,env=prod.");
            }
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }
}
