package io.toygres.localcluster.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, as <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">RBAC</a> decides it: a service
 * account what the Roles grant that are bound to it in the namespace. Who brings no token is the person whose machine this is, and
 * may do everything. What each account has asked for is kept, so that it can be compared with its Roles.
 */
public final class Access {
    private static final String SCHEME = "Bearer ";
    private static final String ANY = "*";
    private static final String ACCOUNT = "ServiceAccount";
    private static final String ROLE = "Role";

    private final Registry registry;
    private final TokenIssuer tokens;

    /** Whether it was allowed each time. */
    private final Map<Asked, Boolean> asked = new ConcurrentSkipListMap<>();

    public Access(Registry registry, TokenIssuer tokens) {
        this.registry = registry;
        this.tokens = tokens;
    }

    /**
     * @param resource with its subresource, such as {@code pods/log}
     * @param name the object's; empty where the path has none, as when one is created, listed or watched
     */
    public record Call(String verb, String group, String resource, String namespace, String name) {}

    private record Asked(String account, String group, String resource, String verb) implements Comparable<Asked> {
        @Override
        public int compareTo(Asked other) {
            return toString().compareTo(other.toString());
        }
    }

    /**
     * @param authorization the header; null when there is none
     * @throws ApiException 401 for a token that this server did not issue for itself, 403 for what no Role grants
     */
    public void check(@Nullable String authorization, Call call) {
        if (authorization == null) {
            return;
        }
        TokenIssuer.Account account = account(authorization);
        boolean granted = granted(account, call);
        asked.merge(
                new Asked(account.toString(), call.group(), call.resource(), call.verb()),
                granted,
                Boolean::logicalAnd);
        if (!granted) {
            throw refusal(account, call);
        }
    }

    /** {@code {"calls": [{"account": "toygres-system/x", "group": "batch", "resource": "jobs", "verb": "get", "granted": true}]}}. */
    public ObjectNode calls() {
        ObjectNode json = Json.object();
        ArrayNode calls = json.putArray("calls");
        asked.forEach((call, granted) -> calls.addObject()
                .put("account", call.account())
                .put("group", call.group())
                .put("resource", call.resource())
                .put("verb", call.verb())
                .put("granted", granted));
        return json;
    }

    private TokenIssuer.Account account(String authorization) {
        if (!authorization.startsWith(SCHEME)) {
            throw unauthorized();
        }
        return tokens.verify(authorization.substring(SCHEME.length())).orElseThrow(Access::unauthorized);
    }

    private boolean granted(TokenIssuer.Account account, Call call) {
        if (call.namespace().isEmpty()) {
            // Of all namespaces, or of the cluster: a RoleBinding grants in its own alone, and ClusterRoles are not
            // looked at.
            return false;
        }
        return registry.list(ResourceTypes.ROLE_BINDINGS, call.namespace()).stream()
                .filter(binding -> binds(binding, account))
                .flatMap(this::rules)
                .anyMatch(rule -> grants(rule, call));
    }

    private static boolean binds(RoleBinding binding, TokenIssuer.Account account) {
        return binding.getSubjects().stream().anyMatch(subject -> is(subject, account));
    }

    private static boolean is(Subject subject, TokenIssuer.Account account) {
        return ACCOUNT.equals(subject.getKind())
                && account.name().equals(subject.getName())
                && account.namespace().equals(subject.getNamespace());
    }

    private Stream<PolicyRule> rules(RoleBinding binding) {
        if (!ROLE.equals(binding.getRoleRef().getKind())) {
            return Stream.empty();
        }
        return registry
                .find(
                        ResourceTypes.ROLES,
                        binding.getMetadata().getNamespace(),
                        binding.getRoleRef().getName())
                .stream()
                .flatMap(role -> role.getRules().stream());
    }

    private static boolean grants(PolicyRule rule, Call call) {
        boolean named =
                rule.getResourceNames().isEmpty() || rule.getResourceNames().contains(call.name());
        return named
                && has(rule.getApiGroups(), call.group())
                && has(rule.getResources(), call.resource())
                && has(rule.getVerbs(), call.verb());
    }

    private static boolean has(List<String> granted, String wanted) {
        return granted.contains(wanted) || granted.contains(ANY);
    }

    private static ApiException unauthorized() {
        return new ApiException(401, "Unauthorized", "Unauthorized");
    }

    private static ApiException refusal(TokenIssuer.Account account, Call call) {
        return new ApiException(
                403,
                "Forbidden",
                "%s is forbidden: User \"system:serviceaccount:%s:%s\" cannot %s resource \"%s\" in API group \"%s\" in the namespace \"%s\""
                        .formatted(
                                call.resource(),
                                account.namespace(),
                                account.name(),
                                call.verb(),
                                call.resource(),
                                call.group(),
                                call.namespace()));
    }
}
