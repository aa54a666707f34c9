package io.toygres.api.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do in the projects that they reach. Each may do what the one before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Creates, changes, deletes, and reads credentials. */
    OPERATOR,
    /** Users, others' tokens, projects, the audit log, keys; reaches every project. */
    ADMIN;

    /** For {@code @RolesAllowed}: the least role that may. */
    public static final String VIEWERS = "viewer";

    public static final String OPERATORS = "operator";

    public static final String ADMINS = "admin";

    /** Each in the form used in JSON, as a pattern. */
    public static final String LISTED = "^(viewer|operator|admin)$";

    /** The form used in JSON and SQL. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param wireName one of {@link #LISTED} */
    public static Role parse(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** What {@code @RolesAllowed} may ask for and this role has: its own name and those of the lesser ones. */
    public Set<String> included() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .map(Role::wireName)
                .collect(Collectors.toUnmodifiableSet());
    }
}
