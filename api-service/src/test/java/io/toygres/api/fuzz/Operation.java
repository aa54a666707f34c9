package io.toygres.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.api.testing.DocumentedAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One of the document.
 *
 * @param family its tag, such as {@code images}
 */
record Operation(String id, String family, String method, String path, JsonNode description) {

    /**
     * Not asked at random: the first answers for as long as one listens; the others would end the session that asks, and have the brake
     * refuse the address for the tests that follow. EventsIT and LoginIT try them.
     */
    private static final Set<String> LEFT_OUT = Set.of("followEvents", "login", "logout");

    static List<Operation> all() {
        List<Operation> operations = new ArrayList<>();
        for (var path : DocumentedAnswers.document().get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                JsonNode description = method.getValue();
                String id = description.path("operationId").asText();
                if (!id.isEmpty() && !LEFT_OUT.contains(id)) {
                    operations.add(new Operation(
                            id,
                            description.at("/tags/0").asText("other"),
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            description));
                }
            }
        }
        return operations;
    }
}
