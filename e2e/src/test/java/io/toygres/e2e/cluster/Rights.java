package io.toygres.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.toygres.e2e.api.ToygresApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the workers may do in the cluster, and what they have done: each right as {@code image-service batch jobs create},
 * with {@code core} for the group that has no name.
 *
 * @param granted by the Roles that are in the cluster
 * @param used at least once since the cluster's start
 * @param refused at least once since then
 */
record Rights(Set<String> granted, Set<String> used, Set<String> refused) {

    private static final Path ROLES = Path.of("../k8s/base/managed/roles.yaml");
    private static final String CALLS = "/toygres-local/calls";
    private static final String SERVICES = "toygres-system/";

    static Rights read(URI apiServer) throws IOException {
        JsonNode calls = new ToygresApi(apiServer).get(CALLS).required("calls");
        return new Rights(granted(Files.readString(ROLES)), asked(calls, true), asked(calls, false));
    }

    private static Set<String> granted(String documents) {
        return Arrays.stream(documents.split("(?m)^---$"))
                .filter(document -> document.contains("\nkind: Role\n"))
                .map(document -> Serialization.unmarshal(document, Role.class))
                .flatMap(role -> role.getRules().stream()
                        .flatMap(rule -> rights(role.getMetadata().getName(), rule)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> rights(String role, PolicyRule rule) {
        return rule.getApiGroups().stream().flatMap(group -> rule.getResources().stream()
                .flatMap(resource -> rule.getVerbs().stream().map(verb -> right(role, group, resource, verb))));
    }

    private static Set<String> asked(JsonNode calls, boolean granted) {
        return calls.valueStream()
                .filter(call -> call.path("granted").asBoolean() == granted)
                .filter(call -> call.path("account").asText().startsWith(SERVICES))
                .map(call -> right(
                        call.path("account").asText().substring(SERVICES.length()),
                        call.path("group").asText(),
                        call.path("resource").asText(),
                        call.path("verb").asText()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String right(String service, String group, String resource, String verb) {
        return String.join(" ", service, group.isEmpty() ? "core" : group, resource, verb);
    }
}
