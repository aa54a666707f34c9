package io.toygres.api.oidc;

import io.toygres.api.access.Access;
import io.toygres.api.access.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What values of a token's claims grant: roles, and projects. */
final class Grants {

    private static final Pattern FORM = Pattern.compile(
            "(?<value>.+)=(?:(?<role>viewer|operator|admin)|project:(?<project>[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?))");

    private final Map<String, Role> roles = new HashMap<>();
    private final Map<String, Set<String>> projects = new HashMap<>();

    /** @throws IllegalStateException when one of them has another form than {@link OidcConfig#grants} says */
    Grants(List<String> lines) {
        for (String line : lines) {
            Matcher grant = FORM.matcher(line.strip());
            if (!grant.matches()) {
                throw new IllegalStateException("toygres.oidc.grants (TOYGRES_OIDC_GRANTS): '" + line
                        + "' is not <value>=viewer, operator, admin or project:<name>");
            }
            String value = grant.group("value");
            if (grant.group("role") == null) {
                projects.computeIfAbsent(value, _ -> new HashSet<>()).add(grant.group("project"));
            } else {
                roles.merge(value, Role.parse(grant.group("role")), Grants::higher);
            }
        }
    }

    /** The highest of the roles; empty when there is none. */
    Optional<Role> role(Collection<String> values) {
        return values.stream().filter(roles::containsKey).map(roles::get).max(Comparator.naturalOrder());
    }

    /** The projects; for an admin all. */
    Access access(Role role, Collection<String> values) {
        if (role == Role.ADMIN) {
            return Access.EVERYTHING;
        }
        Set<String> reached = new HashSet<>();
        values.forEach(value -> reached.addAll(projects.getOrDefault(value, Set.of())));
        return new Access(reached);
    }

    private static Role higher(Role one, Role other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
